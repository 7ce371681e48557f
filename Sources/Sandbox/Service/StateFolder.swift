import Foundation
import HTTPTransport
import MediaLibrary

/// Where everything is kept: the places of the state folder, each written whole or not at all.
///
///     accounts.json             tokens (as digests) and credits
///     sessions/ID/session.json  a session; draft-N.json its versions, media/ its files
///     renders/KEY/render.json   a render; draft.json and output.mp4
///     cache/                    pieces of renders, to be deleted at will
///     counts.json, calls.log    what was asked; not a part of the service
///
/// No name in a path comes from a request: ids in paths are those that the service made.
struct StateFolder: Sendable {
  let path: String

  /// Makes the folders, which only their owner may enter.
  init(path: String) throws(SandboxError) {
    self.path = path
    for name in ["", "/sessions", "/renders", "/cache"] {
      do {
        try FileManager.default.createDirectory(
          atPath: path + name, withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      } catch {
        throw .unusableFolder(path: path, reason: error.localizedDescription)
      }
    }
  }

  var accounts: String { path + "/accounts.json" }
  var counts: String { path + "/counts.json" }
  var log: String { path + "/calls.log" }
  var cache: String { path + "/cache" }

  func session(_ id: String) -> String { "\(path)/sessions/\(id)" }
  func media(_ session: String) -> String { self.session(session) + "/media" }
  func render(_ key: String) -> String { "\(path)/renders/\(key)" }

  /// The names of the folders below `sessions` or `renders`.
  func names(in kind: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(kind)")) ?? []).sorted()
  }

  func make(_ folder: String) throws(Refusal) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .storage(error)
    }
  }

  /// A record that was written before; nil where there's none, or none that can be read.
  func record<Record: Decodable>(_ type: Record.Type, at path: String) -> Record? {
    guard let bytes = try? WholeFile.read(path) else { return nil }
    return try? JSONDecoder().decode(type, from: Data(bytes))
  }

  func write(_ record: some Encodable, to path: String) throws(Refusal) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try WholeFile.write(Array(encoder.encode(record)), to: path)
    } catch {
      throw .storage(error)
    }
  }
}

extension Refusal {
  /// The sandbox's own disk failed; what failed is not for the client to know.
  static func storage(_ error: any Error) -> Refusal {
    Refusal(code: 500, message: "the service cannot keep its state: \(type(of: error))")
  }
}

/// Holds a state folder for one process.
final class FolderLock: Sendable {
  private let lock: FileLock

  /// How long another sandbox on the same folder is waited for; one that was stopped is soon gone.
  private static let patience = Duration.seconds(5)

  private init(_ lock: FileLock) { self.lock = lock }

  /// Takes a folder.
  ///
  /// - Throws: ``SandboxError/folderInUse(path:)`` while another process, or another sandbox of this one,
  ///   holds it.
  static func held(of folder: String) async throws(SandboxError) -> FolderLock {
    let lock: FileLock?
    do {
      lock = try await FileLock.waiting(for: folder + "/lock", patience: patience)
    } catch {
      throw .unusableFolder(path: folder, reason: error.localizedDescription)
    }
    guard let lock else { throw .folderInUse(path: folder) }
    return FolderLock(lock)
  }
}
