import ArgumentParser
import DraftModel
import JSONTree

/// The words of `roughcut edit` after the draft: an operation's name, then its arguments.
///
/// What each operation takes is told by its own parameters: one that it cannot do without is given
/// in place, the others as options, and either may be given either way.
enum EditWords {
  /// Reads an operation and its arguments.
  /// - Throws: `ValidationError`, which is wrong use, for words that no operation or parameter has.
  static func read(_ words: [String]) throws -> (type: any Transform.Type, arguments: JSONValue) {
    guard let name = words.first.map(LiteralArgument.text(of:)), let type = operation(name) else {
      let known = Recipe.operations.map { $0.operation }.joined(separator: ", ")
      throw ValidationError("there is no operation '\(words.first ?? "")'; use one of \(known)")
    }
    var given: [(parameter: TransformParameter, text: String)] = []
    var positional: [String] = []
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        positional.append(LiteralArgument.text(of: word))
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
      guard let parameter = type.parameters.first(where: { $0.optionName == parts.first }) else {
        throw ValidationError("'\(name)' takes no option '\(word)'; see edit \(name) --help")
      }
      if parts.count == 2 {
        given.append((parameter, parts[1]))
      } else if parameter.kind == .boolean {
        given.append((parameter, "true"))
      } else if let value = rest.popFirst() {
        given.append((parameter, value))
      } else {
        throw ValidationError("'\(word)' needs a value")
      }
    }
    let open = type.parameters.filter { parameter in
      !given.contains { $0.parameter.name == parameter.name }
    }
    let places = open.filter(\.isRequired) + open.filter { !$0.isRequired }
    guard positional.count <= places.count else {
      throw ValidationError("'\(name)' takes no further argument '\(positional[places.count])'")
    }
    given += zip(places, positional).map { ($0, $1) }
    if let missing = places.dropFirst(positional.count).first(where: \.isRequired) {
      throw ValidationError("'\(name)' needs <\(missing.optionName)>: \(missing.summary)")
    }
    let members = try given.map { JSONMember($0.parameter.name, try $0.parameter.value($0.text)) }
    return (type, .object(members))
  }

  private static func operation(_ name: String) -> (any Transform.Type)? {
    Recipe.operations.first { $0.operation == name }
  }

  /// The operations, one line each.
  static var overview: String {
    let width = Recipe.operations.map { $0.operation.count }.max() ?? 0
    let lines = Recipe.operations.map { type in
      "  \(type.operation)"
        + String(repeating: " ", count: width - type.operation.count + 2) + type.summary
    }
    return """
      Segments are named by id, by pointer (/t/0/sg/2), or as "video 1, segment 3"; tracks as \
      "video 1". `roughcut edit <operation> --help` explains one operation.

      OPERATIONS:
      \(lines.joined(separator: "\n"))
      """
  }

  /// What an operation does and takes; nothing where there is none of the name.
  static func help(for name: String?) -> String? {
    guard let type = name.flatMap(operation) else { return nil }
    let required = type.parameters.filter(\.isRequired).map { " <\($0.optionName)>" }.joined()
    let lines = type.parameters.map { parameter in
      let spelling =
        parameter.isRequired ? "<\(parameter.optionName)>" : "--\(parameter.optionName)"
      return "  \(spelling)  \(parameter.summary)\(parameter.choices)"
    }
    return """
      OVERVIEW: \(type.summary)

      USAGE: roughcut edit <draft> \(type.operation)\(required) [<option> ...] [-o <out> | --in-place]

      ARGUMENTS AND OPTIONS:
      \(lines.joined(separator: "\n"))

      """
  }
}

extension TransformParameter {
  /// The name as an option.
  fileprivate var optionName: String { String(name.map { $0 == "_" ? "-" : $0 }) }

  /// The words it can be, for help.
  fileprivate var choices: String {
    if case .word(let words) = kind { " (\(words.joined(separator: ", ")))" } else { "" }
  }

  /// The argument in a recipe that `text` means on the command line.
  fileprivate func value(_ text: String) throws -> JSONValue {
    switch kind {
    case .segment, .track, .target, .time, .gain, .text, .word, .pointer, .canvas, .draft:
      return .string(text)
    case .boolean:
      guard let truth = Bool(text) else { throw wrong(text, "true or false") }
      return .boolean(truth)
    case .number:
      guard let number = JSONNumber(text) else { throw wrong(text, "a number") }
      return .number(number)
    case .point:
      let parts = text.split(separator: ",").compactMap { JSONNumber(String($0)) }
      guard parts.count == 2 else { throw wrong(text, "two fractions such as 0.5,0.4") }
      return .array(parts.map { .number($0) })
    case .members, .value:
      guard let document = try? JSONDocument(parsing: text) else {
        throw wrong(text, "JSON, in which text stands in quotes: '\"text\"'")
      }
      return JSONValue(document.root)
    }
  }

  private func wrong(_ text: String, _ expected: String) -> ValidationError {
    ValidationError("<\(optionName)> is '\(text)'; it takes \(expected)")
  }
}
