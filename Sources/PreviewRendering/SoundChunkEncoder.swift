import Compositing
import Foundation
package import LibAV
package import RenderPlanning

/// Encodes the sound of chunks so that it is heard as it was mixed.
///
/// What it gives depends on the samples alone. Sound that FFmpeg's fast search would spoil is searched thoroughly, and
/// loud sound is decoded again to see that its peaks did not grow above −0.5 dBFS: the mix is limited to −1 dBFS, but
/// what a codec leaves out can lift a peak by several decibels.
package final class SoundChunkEncoder {
  private let quality: OutputFormat.Quality
  private let meter: ToneMeter

  /// From this amplitude of one tone on the fast search may clip its coefficients: it does from 0.46 on, and a tone
  /// between two of the meter's lines is measured as 0.78 of what it is.
  private static let loudTone: Float = 0.33
  /// At and below this peak the fast search's finest step is coarse: −52 dBFS.
  private static let quietPeak: Float = 0.0025
  /// Below this peak no sound comes out above the ceiling.
  private static let hotPeak: Float = 0.4
  /// The highest decoded peak that is let through: −0.5 dBFS.
  private static let ceiling = Float(pow(10, -0.5 / 20))
  /// How much further below the ceiling peaks are brought with each attempt, in decibels: encoding again moves them.
  private static let margin = 0.15
  /// Above this peak, 1 dB above the ceiling, more is spent on the sound before its peaks are lowered.
  private static let spoiltPeak = ceiling * Float(pow(10, 1.0 / 20))
  /// Packets that an encoder is fed ahead where it is held to a bit rate.
  private static let warmUpPackets = 64
  /// How often peaks are lowered at most.
  private static let attempts = 12

  /// - Throws: ``FFmpegError`` where this FFmpeg lacks what it takes.
  package init(_ quality: OutputFormat.Quality) throws(FFmpegError) {
    self.quality = quality
    meter = try ToneMeter()
  }

  /// The packets of a chunk's feed; the first is the one with whose decoding its first sample begins.
  ///
  /// - Parameter samples: Interleaved stereo at 48 kHz.
  package func encode(_ samples: [Float]) throws(FFmpegError) -> [EncodedPacket] {
    let peak = Self.peak(of: samples)
    var coding = coding(of: samples, peak: peak)
    var (packets, header) = try Self.packets(of: samples, coding)
    guard peak > Self.hotPeak else { return packets }
    var gains = [Float](repeating: 1, count: samples.count / 2)
    for attempt in 0..<Self.attempts {
      let decoded = try Self.decoded(packets, header: header, count: samples.count)
      let highest = Self.peak(of: decoded)
      guard highest > Self.ceiling else { break }
      if attempt == 0, highest > Self.spoiltPeak {
        coding = coding.doubled
      } else {
        Self.lower(&gains, by: decoded, attempt: attempt)
      }
      (packets, header) = try Self.packets(of: Self.scaled(samples, by: gains), coding)
    }
    return packets
  }

  private func coding(of samples: [Float], peak: Float) -> SoundCoding {
    let isQuiet = peak > 0 && peak <= Self.quietPeak
    let hasLoudTone = peak > Self.loudTone && meter.loudestTone(in: samples) > Self.loudTone
    return isQuiet || hasLoudTone
      ? .thorough(bitRate: quality.soundBitRate) : .quick(quality: quality.soundQuality)
  }

  /// A feed's packets, and the header that their decoder needs.
  private static func packets(
    of samples: [Float], _ coding: SoundCoding
  ) throws(FFmpegError) -> (packets: [EncodedPacket], header: [UInt8]) {
    let encoder = try AudioEncoder(coding)
    var skipped = encoder.initialPadding / AudioEncoder.frameSize
    var packets: [EncodedPacket] = []
    if case .thorough = coding {
      let warmUp = warmUp(for: samples)
      packets += try encoder.encode(warmUp)
      skipped += warmUp.count / (2 * AudioEncoder.frameSize)
    }
    packets += try encoder.encode(samples) + encoder.finish()
    // The first packets are presented before what the encoder was fed.
    return (Array(packets.dropFirst(skipped)), encoder.parameterSets)
  }

  /// The beginning of a feed played backwards, in whole packets.
  ///
  /// Held to a bit rate, the encoder finds out only over a second or so how much it can spend on a tone: the packets
  /// before that have residuals of −35 dB, those after it of −50 and less.
  private static func warmUp(for samples: [Float]) -> [Float] {
    let packets = min(warmUpPackets, samples.count / (2 * AudioEncoder.frameSize))
    let frames = packets * AudioEncoder.frameSize
    return (0..<2 * frames).map { samples[2 * (frames - 1 - $0 / 2) + $0 % 2] }
  }

  /// What a player makes of packets, as far as it is heard with this chunk: silence for the rest of the feed.
  private static func decoded(
    _ packets: [EncodedPacket], header: [UInt8], count: Int
  ) throws(FFmpegError) -> [Float] {
    let decoder = try AudioDecoder(header: header)
    var heard = try decoder.decode(packets)
    if heard.count > count { heard.removeLast(heard.count - count) }
    heard.append(contentsOf: repeatElement(0, count: count - heard.count))
    // Packets overlap: one more than is kept on each side.
    let packet = 2 * Int(SoundChunk.packetLength)
    let first = min(packet * Int(SoundChunk.runIn - 1), count)
    let end = max(count - packet * Int(SoundChunk.runOut - 1), first)
    for index in 0..<first { heard[index] = 0 }
    for index in end..<count { heard[index] = 0 }
    return heard
  }

  private static func peak(of samples: [Float]) -> Float {
    var peak: Float = 0
    for sample in samples { peak = max(peak, abs(sample)) }
    return peak
  }

  /// Brings gains down where a peak came out too high.
  private static func lower(_ gains: inout [Float], by decoded: [Float], attempt: Int) {
    let target = ceiling * Float(pow(10, -margin * Double(attempt + 1) / 20))
    let needed = gains.indices.map { index in
      let peak = max(abs(decoded[2 * index]), abs(decoded[2 * index + 1]))
      return peak > ceiling ? target / peak : 1
    }
    for (index, gain) in Limiter.smoothed(needed).enumerated() { gains[index] *= gain }
  }

  private static func scaled(_ samples: [Float], by gains: [Float]) -> [Float] {
    samples.indices.map { samples[$0] * gains[$0 / 2] }
  }
}

extension SoundCoding {
  /// The same search with about twice as much to spend.
  fileprivate var doubled: SoundCoding {
    switch self {
    case .quick(let quality): .quick(quality: min(quality * 2, 10))
    case .thorough(let bitRate): .thorough(bitRate: min(bitRate * 2, 512_000))
    }
  }
}
