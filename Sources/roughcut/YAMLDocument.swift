import JSONTree
import Yams

extension CommandFailure {
  /// A file that is not YAML, located as compilers do, on one line.
  init(notYAML error: any Error, in file: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init("\(file):\(mark.line):\(mark.column): this is not YAML: \(problem)")
    case .reader(let problem, let offset, _, _):
      let place = offset.map { " at byte \($0)" } ?? ""
      self.init("\(file): this is not YAML: \(problem)\(place)")
    default: self.init("\(file): this is not YAML: \(error)")
    }
  }
}

/// A YAML file as the JSON value that it means; JSON itself is YAML too.
struct YAMLDocument {
  /// What the file says.
  let value: JSONValue

  /// Aliases can make a small file stand for an endless one; this many values are enough for any.
  private static let mostValues = 1_000_000
  private static let deepest = 128

  /// Reads a file's bytes.
  ///
  /// - Throws: ``CommandFailure`` where they are not YAML, or cannot be said in JSON.
  init(_ bytes: [UInt8], name: String) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw CommandFailure(notYAML: error, in: name)
    }
    var converter = Converter(name: name, left: Self.mostValues)
    value = try root.map { try converter.value($0, depth: Self.deepest) } ?? .null
  }

  private struct Converter {
    let name: String
    var left: Int

    mutating func value(_ node: Node, depth: Int) throws -> JSONValue {
      left -= 1
      guard left > 0, depth > 0 else {
        throw CommandFailure("\(name): too many values, or too deep; split the file")
      }
      switch node {
      case .scalar(let scalar): return Self.value(scalar)
      case .sequence(let sequence):
        return .array(try sequence.map { try value($0, depth: depth - 1) })
      case .mapping(let mapping):
        return .object(
          try mapping.map { pair in
            guard let key = pair.key.scalar?.string else {
              throw CommandFailure("\(name): a member's name is a word, not a list")
            }
            return JSONMember(key, try value(pair.value, depth: depth - 1))
          })
      case .alias:
        throw CommandFailure("\(name): an alias stands for nothing; write the value out")
      }
    }

    /// By YAML's core schema, with JSON's numbers: `9:16` and `1.10.0` are text.
    private static func value(_ scalar: Node.Scalar) -> JSONValue {
      guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
      switch scalar.string {
      case "", "~", "null", "Null", "NULL": return .null
      case "true", "True", "TRUE": return .boolean(true)
      case "false", "False", "FALSE": return .boolean(false)
      default:
        return JSONNumber(scalar.string).map { .number($0) } ?? .string(scalar.string)
      }
    }
  }
}
