public import Foundation
package import SelfClock

/// The sound that the `ffmpeg` command decodes from a file, at 48 kHz, with the codec's delay taken away.
public struct DecodedSound: Sendable {
  /// Samples a second.
  public static let sampleRate = 48_000
  /// The samples of the left channel, or of the only one, twice.
  public let left: [Float]
  /// The samples of the right channel.
  public let right: [Float]

  /// Decodes the first sound of `file`, which starts at the file's time 0.
  public init(file: URL) throws {
    let bytes = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-i", file.path, "-map", "0:a:0", "-af", "aresample=async=1:first_pts=0"]
        + ["-ar", "\(Self.sampleRate)", "-ac", "2", "-f", "f32le", "-"])
    var channels: (left: [Float], right: [Float]) = ([], [])
    bytes.withUnsafeBytes { buffer in
      for offset in stride(from: 0, to: buffer.count - 7, by: 8) {
        let left = buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        let right = buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
        channels.left.append(Float(bitPattern: UInt32(littleEndian: left)))
        channels.right.append(Float(bitPattern: UInt32(littleEndian: right)))
      }
    }
    (left, right) = channels
  }

  /// The ticks of the left channel.
  package func ticks() -> [Tick] {
    TickFinder(sampleRate: Self.sampleRate)?.ticks(in: left) ?? []
  }
}
