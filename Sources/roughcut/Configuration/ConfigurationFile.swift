import DraftModel
import Foundation
import MediaLibrary
import Regression
import Yams

/// One `.roughcut.yml`: settings, grades of rules, and further spellings of the draft's keys.
///
///     size: 480p
///     media_root: footage
///     rules: {overlap: warning, unread-member: off}
///     aliases:
///       segment:
///         s: [begin, {name: begin_seconds, scale: 1000}]
struct ConfigurationFile {
  /// The values by setting, as they are spelt.
  private(set) var values: [Setting: String] = [:]
  /// The further spellings by scope and canonical key.
  private(set) var aliases: [DraftScope: [String: [DraftKey.Alias]]] = [:]

  /// The grades of rules, by their names.
  private(set) var grades: [String: String] = [:]

  /// Where the file is.
  let path: String

  /// The folder that the file is in.
  var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  /// No configuration file is longer.
  private static let longest = 1 << 20

  /// Reads a file.
  ///
  /// - Throws: ``CommandFailure`` with line and column where it is not as above.
  init(path: String) throws {
    self.path = path
    let text: String
    do throws(FileError) {
      text = String(decoding: try WholeFile.readRegular(path, limit: Self.longest), as: UTF8.self)
    } catch {
      throw CommandFailure(error, advice: "make it readable, or remove it")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw CommandFailure("\(YAMLError(reading: path, error))")
    }
    for (key, value) in try members(of: root) {
      guard let name = key.string else { throw failure(key, "a setting's name is a word") }
      if name == "aliases" {
        try readAliases(value)
      } else if name == "rules" {
        try readRules(value)
      } else if let setting = Setting(rawValue: name) {
        values[setting] = try self.text(of: value, for: setting)
      } else {
        let known = Setting.allCases.map(\.rawValue) + ["rules", "aliases"]
        throw failure(
          key, "there is no setting \"\(name)\"; there are \(known.joined(separator: ", "))")
      }
    }
  }

  private func text(of node: Node, for setting: Setting) throws -> String {
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw failure(node, "\"\(setting.rawValue)\" takes one value")
    }
    guard setting.isPath, !text.hasPrefix("/") else { return text }
    return URL(fileURLWithPath: folder).appending(path: text).standardizedFileURL.path
  }

  private mutating func readAliases(_ node: Node) throws {
    for (scopeNode, keys) in try members(of: node) {
      guard let scope = scopeNode.string.flatMap(DraftScope.init(rawValue:)) else {
        let known = DraftScope.allCases.map(\.rawValue).joined(separator: ", ")
        throw failure(scopeNode, "aliases are given for one of \(known)")
      }
      for (keyNode, spellings) in try members(of: keys) {
        guard let key = keyNode.string,
          DraftKey.all.contains(where: { $0.scope == scope && $0.canonical == key })
        else { throw failure(keyNode, "the format has no such key in \(scope.rawValue)") }
        let list = spellings.sequence.map(Array.init) ?? [spellings]
        aliases[scope, default: [:]][key] = try list.map { try alias($0) }
      }
    }
  }

  private mutating func readRules(_ node: Node) throws {
    for (name, grade) in try members(of: node) {
      guard let rule = name.string, let word = grade.scalar?.string else {
        throw failure(name, "a rule's name takes one grade")
      }
      do throws(ValidationConfigurationError) {
        // Each on its own, so that the mistake has a place.
        _ = try ValidationConfiguration(words: [rule: word])
      } catch {
        throw failure(name, "\(error)")
      }
      grades[rule] = word
    }
  }

  /// `begin`, or `{name: begin_seconds, scale: 1000}`.
  private func alias(_ node: Node) throws -> DraftKey.Alias {
    if let name = node.scalar?.string { return DraftKey.Alias(name) }
    guard let name = node["name"]?.string,
      let scale = node["scale"].map({ $0.int }) ?? 1, (1...1_000_000).contains(scale)
    else {
      throw failure(
        node, "an alias is a name, or {name: NAME, scale: N} with a whole number N above 0")
    }
    return DraftKey.Alias(name, scale: Int64(scale))
  }

  /// The members of a mapping; none of an empty document.
  private func members(of node: Node?) throws -> [(key: Node, value: Node)] {
    guard let node, node.scalar?.string.isEmpty != true else { return [] }
    guard let mapping = node.mapping else { throw failure(node, "expected names with values") }
    return mapping.map { ($0.key, $0.value) }
  }

  private func failure(_ node: Node, _ words: String) -> CommandFailure {
    let place = node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    return CommandFailure("\(place): \(words)")
  }
}
