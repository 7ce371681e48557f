import DraftModel
import Foundation
import JSONTree
import MediaLibrary
import RenderPlanning

/// Which draft was previewed last of a file: what the export of that file is held against.
///
/// One small file for each draft's path, whole or not there at all; a preview costs no more than writing it.
struct PreviewRecord {
  private let file: String
  private let draft: String

  /// The record of the draft at `path`; nothing for standard input.
  init?(of input: InputFile, in state: String) {
    guard input != .standardInput else { return nil }
    draft = URL(fileURLWithPath: input.path).resolvingSymlinksInPath().standardizedFileURL.path
    file = "\(state)/previews/\(Self.name(of: draft)).json"
  }

  /// The hash of the draft that was previewed last; nothing where none was.
  var hash: String? {
    guard let bytes = try? WholeFile.readRegular(file, limit: 1 << 16),
      let root = try? JSONDocument(parsing: bytes).root,
      let path = root["draft"]?.stringValue, ExactText(path) == ExactText(draft)
    else { return nil }
    return root["hash"]?.stringValue
  }

  /// Notes what was previewed.
  ///
  /// That it can't be noted is no failure of the preview's.
  func note(_ hash: DraftHash) {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let content: JSONValue = ["draft": .string(draft), "hash": .string(hash.hex)]
    try? WholeFile.write(content.serialized() + [0x0A], to: file)
  }

  /// The path in 16 digits, FNV-1a; the record holds the path itself, against two of one name.
  private static func name(of path: String) -> String {
    let hash = path.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
