public import Foundation

/// How large a folder was when it was last measured, and what was written to it since, so that a write need
/// not measure it again.
///
/// One small file, shared by all who write: its first line is the measurement, each further one a write,
/// appended in one step. Losing it, or a line of it, costs one more measurement.
public struct GrowthLog: Hashable, Sendable {
  /// What the log says.
  public struct Estimate: Hashable, Sendable {
    /// The size when measured, and all that was written since; files written twice count twice.
    public let size: ByteCount
    /// When the folder was measured.
    public let measuredAt: Date
  }

  private let path: String

  /// No log is longer, in bytes; a longer one is as good as none.
  private static let longest = 1 << 20

  /// Uses a file in the folder that the log is about; hidden, so that it is none of the folder's files.
  public init(in folder: String) { path = folder + "/" + Self.name }

  /// The file's name.
  static let name = ".growth"

  /// Notes that so many bytes were written.
  ///
  /// A log that cannot be written to is no failure: the folder is then measured more often.
  public func note(_ bytes: Int) {
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let line = Array("+\(bytes)\n".utf8)
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Starts over from a measurement.
  public func restart(at size: ByteCount, now: Date = Date()) {
    let seconds = Int64(now.timeIntervalSince1970)
    try? WholeFile.write(Array("=\(size.rawValue) \(seconds)\n".utf8), to: path)
  }

  /// What the log says; nothing where there is none, or one that cannot be read.
  public var estimate: Estimate? {
    guard let bytes = try? WholeFile.readRegular(path, limit: Self.longest) else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let first = lines.first, first.hasPrefix("=") else { return nil }
    let measured = first.dropFirst().split(separator: " ").map { Int64($0) }
    guard measured.count == 2, var size = measured[0], let seconds = measured[1] else { return nil }
    for line in lines.dropFirst() {
      guard line.hasPrefix("+"), let written = Int64(line.dropFirst()), written >= 0 else {
        return nil
      }
      let (sum, overflow) = size.addingReportingOverflow(written)
      guard !overflow else { return nil }
      size = sum
    }
    return Estimate(
      size: ByteCount(size), measuredAt: Date(timeIntervalSince1970: Double(seconds)))
  }
}
