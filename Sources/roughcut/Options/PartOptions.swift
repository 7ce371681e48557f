import ArgumentParser
import DraftModel

/// Which part of the timeline is wanted.
struct PartOptions: ParsableArguments {
  @Option(help: "Where to start: 3.2s, 500ms, 1m30s, 00:01:30, 40%.")
  var from: TimeExpression?

  @Option(help: "Where to end.")
  var to: TimeExpression?

  /// The part of a timeline of this length; nothing for all of it.
  func span(in duration: Milliseconds) throws -> TimeSpan? {
    guard from != nil || to != nil else { return nil }
    let start = from?.resolved(in: duration) ?? .zero
    let end = to?.resolved(in: duration) ?? duration
    guard let span = TimeSpan(start: start, end: end), !span.isEmpty else {
      throw CommandFailure("--from \(start)s is not before --to \(end)s; nothing lies between them")
    }
    return span
  }
}
