import Foundation
import LibAV
import RenderPlanning

extension ProxyStore {
  /// The proxies as entries: each is a folder of its own, used and removed as a whole.
  public var entries: CacheFolder { CacheFolder(path: folder, kind: .proxies) }

  /// Reads every part of every proxy and tells which proxies are not whole.
  ///
  /// - Parameters:
  ///   - removes: Whether to remove those.
  ///   - progress: Called after each proxy.
  /// - Throws: `CancellationError` when cancelled.
  public func check(
    removing removes: Bool, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> CacheCheck {
    try CacheCheck(.proxies, in: entries, removing: removes, progress: progress) { fault(of: $0) }
  }

  private func fault(of entry: CacheFolder.Entry) -> String? {
    guard let hash = ContentHash(hex: URL(fileURLWithPath: entry.path).lastPathComponent),
      folder(of: hash) == entry.path
    else { return "its name is not that of a content" }
    guard let facts = facts(of: hash) else {
      return access(entry.path, F_OK) == 0 ? "it was not finished, or its facts are damaged" : nil
    }
    let bad = (0..<facts.parts).filter { part(of: hash, facts, number: $0, isUse: false) == nil }
    guard let first = bad.first, access(entry.path, F_OK) == 0 else { return nil }
    return bad.count == 1
      ? "its part \(first) is missing or damaged"
      : "\(bad.count) of its \(facts.parts) parts are missing or damaged"
  }
}

extension MediaCache {
  /// Reads every index of pictures and tells which are damaged.
  ///
  /// - Parameters:
  ///   - removes: Whether to remove those.
  ///   - progress: Called after each index.
  /// - Throws: `CancellationError` when cancelled.
  public func checkIndexes(
    removing removes: Bool, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> CacheCheck {
    try CacheCheck(
      .indexes, in: CacheFolder(path: indexes, kind: .indexes), removing: removes,
      progress: progress
    ) { entry in
      let name = URL(fileURLWithPath: entry.path).lastPathComponent
      let isFindings = name.hasSuffix(Self.findingsEnding)
      let hash = isFindings ? String(name.dropLast(Self.findingsEnding.count)) : name
      guard ContentHash(hex: hash)?.hex == hash else { return "its name is not that of a content" }
      guard let bytes = try? WholeFile.readRegular(entry.path) else {
        return access(entry.path, F_OK) == 0 ? "it cannot be read" : nil
      }
      if isFindings {
        return Self.findings(at: entry.path, name: hash) == nil
          ? "its bytes do not match its sum" : nil
      }
      let content = SealedFile.content(of: bytes, mark: Self.mark, name: name)
      return content.flatMap { PictureIndex(bytes: $0) } == nil
        ? "its bytes do not match its sum" : nil
    }
  }
}
