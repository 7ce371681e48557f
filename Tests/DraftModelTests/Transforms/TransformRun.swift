import DraftModel
import JSONTree

/// A transform by its recipe, done to a draft given as text.
func outcome(of step: JSONValue, on text: String) throws -> TransformResult {
  try Recipe([step]).applied(to: Draft(parsing: Array(text.utf8)))
}

/// The text of the draft after a step.
func text(after step: JSONValue, on text: String) throws -> String {
  String(decoding: try outcome(of: step, on: text).draft.bytes, as: UTF8.self)
}
