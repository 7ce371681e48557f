import DraftModel
package import JSONTree
import Yams

/// A YAML file as the JSON value that it means; JSON itself is YAML too.
package struct YAMLDocument {
  /// What the file says.
  package let value: JSONValue
  private let root: Node?
  private let name: String

  /// Aliases can make a small file stand for an endless one; this many values are enough for any.
  private static let mostValues = 1_000_000
  private static let deepest = 128

  /// Reads a file's bytes.
  ///
  /// - Parameter name: The file's name for messages.
  /// - Throws: ``YAMLError`` where they are not YAML, or cannot be said in JSON.
  package init(_ bytes: [UInt8], name: String) throws(YAMLError) {
    self.name = name
    do {
      root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw YAMLError(reading: name, error)
    }
    var converter = Converter(name: name, left: Self.mostValues)
    value =
      try root.map { (node) throws(YAMLError) in
        try converter.value(node, depth: Self.deepest)
      } ?? .null
  }

  /// Where a value stands in the file: at its name where it is a member, else at its beginning; at the nearest
  /// value around it where there is none such.
  package func place(of pointer: JSONPointer) -> FilePlace {
    var node = root
    var mark = root?.mark
    for token in pointer.tokens {
      switch node {
      case .mapping(let mapping):
        guard let pair = mapping.first(where: { $0.key.scalar?.string == token }) else {
          return FilePlace(file: name, mark)
        }
        (node, mark) = (pair.value, pair.key.mark)
      case .sequence(let sequence):
        guard let index = Int(token), sequence.indices.contains(index) else {
          return FilePlace(file: name, mark)
        }
        (node, mark) = (sequence[index], sequence[index].mark)
      default: return FilePlace(file: name, mark)
      }
    }
    return FilePlace(file: name, mark)
  }

  private struct Converter {
    let name: String
    var left: Int

    mutating func value(_ node: Node, depth: Int) throws(YAMLError) -> JSONValue {
      left -= 1
      guard left > 0, depth > 0 else {
        throw failure(node, "too many values, or too deep; split the file")
      }
      switch node {
      case .scalar(let scalar): return Self.value(scalar)
      case .sequence(let sequence):
        var elements: [JSONValue] = []
        for element in sequence { elements.append(try value(element, depth: depth - 1)) }
        return .array(elements)
      case .mapping(let mapping):
        var members: [JSONMember] = []
        for (key, element) in mapping {
          guard let name = key.scalar?.string else {
            throw failure(key, "a member's name is a word, not a list")
          }
          members.append(JSONMember(name, try value(element, depth: depth - 1)))
        }
        return .object(members)
      case .alias: throw failure(node, "an alias stands for nothing; write the value out")
      }
    }

    private func failure(_ node: Node, _ words: String) -> YAMLError {
      YAMLError(place: FilePlace(file: name, node.mark), words: words)
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

/// Why a file cannot be read as YAML.
package struct YAMLError: Error, Hashable, CustomStringConvertible {
  /// Where.
  package let place: FilePlace
  /// What is wrong, one sentence without a full stop.
  package let words: String

  fileprivate init(place: FilePlace, words: String) {
    self.place = place
    self.words = words
  }

  /// What Yams says of a file, on one line and with its place.
  package init(reading name: String, _ error: any Error) {
    var mark: Mark?
    var problem = "\(error)"
    switch error as? YamlError {
    case .scanner(_, let words, let place, _), .parser(_, let words, let place, _),
      .composer(_, let words, let place, _):
      (problem, mark) = (words, place)
    case .duplicatedKeysInMapping(let names, let context):
      let quoted = names.map { "\"\($0)\"" }.joined(separator: ", ")
      (problem, mark) = ("\(quoted) is given twice", context.mark)
    case .reader(let words, let offset, _, _):
      problem = words + (offset.map { " at byte \($0)" } ?? "")
    default: break
    }
    self.init(
      place: FilePlace(file: name, mark), words: "this is not YAML: \(problem.withoutControls)")
  }

  /// The place and what is wrong there.
  package var description: String { "\(place): \(words)" }
}

extension FilePlace {
  fileprivate init(file: String, _ mark: Mark?) {
    self.init(file: file, line: mark?.line, column: mark?.column)
  }
}
