public import Foundation
public import MediaLibrary
import RenderPlanning

extension ChunkStore {
  /// How long a measurement of the folder is believed, in seconds: a day.
  private static let trust = 86_400.0

  /// About how many bytes the entries take, without looking at them; nothing where nobody knows.
  public var estimatedSize: ByteCount? { GrowthLog(in: folder).estimate?.size }

  /// Keeps the store below its limit: entries that were used longest ago go first.
  ///
  /// Called when a render has written. It reads one small file, and looks at the entries only when the store
  /// may have outgrown its limit, or nobody did for a day. Then an eighth of the limit is left free, so that
  /// the next look is that many written bytes away.
  public func tidy(now: Date = Date()) {
    guard let limit else { return }
    let log = GrowthLog(in: folder)
    if let known = log.estimate, known.size <= limit,
      (0..<Self.trust).contains(now.timeIntervalSince(known.measuredAt))
    {
      return
    }
    let target = ByteCount(limit.rawValue - limit.rawValue / 8)
    let result = CacheFolder(path: folder, kind: .chunks).trim(above: limit, to: target, now: now)
    log.restart(at: result.size, now: now)
  }

  /// Reads every entry whole and tells which are not what they should be.
  ///
  /// - Parameters:
  ///   - removes: Whether to remove those.
  ///   - progress: Called after each entry.
  /// - Throws: `CancellationError` when cancelled.
  public func check(
    removing removes: Bool, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> CacheCheck {
    try CacheCheck(
      .chunks, in: CacheFolder(path: folder, kind: .chunks), removing: removes, progress: progress
    ) { fault(of: $0) }
  }

  private func fault(of entry: CacheFolder.Entry) -> String? {
    let name = URL(fileURLWithPath: entry.path).lastPathComponent
    guard let key = ChunkKey(hex: name), path(of: key) == entry.path else {
      return "its name is not that of a chunk"
    }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try WholeFile.readRegular(entry.path)
    } catch {
      return access(entry.path, F_OK) == 0 ? error.reason : nil
    }
    return ChunkFile.packets(in: bytes, key: key) == nil ? "its bytes do not match its sum" : nil
  }
}
