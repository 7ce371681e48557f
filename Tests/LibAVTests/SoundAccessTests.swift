import Foundation
import LibAV
import TestSupport
import Testing

/// The differential check of seeking in sound, over the codecs and containers that FFmpeg writes and that are opened.
@Suite("Seeking in sound")
struct SoundAccessTests {
  /// A codec in a container, as the `ffmpeg` command is asked for it.
  struct Form: Sendable, CustomTestStringConvertible {
    let codec: String
    let ending: String
    let rate: Int
    let channels: Int
    var testDescription: String { "\(codec) \(rate) in \(ending)" }

    /// Encoders that need or are given more than their name.
    private static let options = [
      "aac": " -b:a 192k -aac_pns 0", "dca": " -strict -2", "truehd": " -strict -2",
      "libmp3lame": " -b:a 192k", "flac": " -strict -2",
    ]

    /// Nine seconds of two gliding tones: no place sounds like another.
    func make() throws -> MadeClip {
      try MadeClip(
        "clip.\(ending)",
        "-f lavfi -i aevalsrc=0.3*sin(2*PI*t*(300+40*t))|0.3*sin(2*PI*t*(500+25*t)):s=\(rate):d=9 "
          + "-ac \(channels) -c:a \(codec)\(Self.options[codec] ?? "")")
    }
  }

  /// Which endings each encoder is tried in, at which rates.
  ///
  /// Not held to it yet: Windows Media, Speex in Ogg, TTA in its own file, PCM of DVDs, and mu-law in FLV.
  private static let table: [(codec: String, endings: String, rates: [Int])] = [
    ("aac", "mov mp4 m4a 3gp mkv avi ts flv asf nut rm aac", [44_100]),
    ("aac", "mkv flv", [48_000, 22_050]),
    ("ac3", "ac3 mkv ts vob avi mp4 rm wav", [48_000]), ("ac3", "mkv ts vob avi", [44_100]),
    ("eac3", "eac3 mkv ts mp4", [48_000]), ("dca", "dts mkv ts wav", [48_000]),
    ("mp2", "mp2 mpg ts mkv avi wav", [44_100]),
    ("libmp3lame", "mp3 mkv avi mp4 ts flv wav nut asf mov", [44_100]),
    ("libmp3lame", "mp3 mkv", [48_000, 22_050]),
    ("flac", "flac ogg mkv mp4 nut", [44_100]), ("alac", "m4a mov mkv caf", [44_100]),
    ("libvorbis", "ogg mkv nut mp4", [44_100, 48_000]),
    ("libopus", "ogg webm mp4 ts nut", [48_000]),
    ("pcm_s16le", "wav w64 mov avi mkv nut caf", [44_100]),
    ("pcm_s16be", "aiff au caf mov", [44_100]), ("pcm_s24le", "wav mov", [44_100]),
    ("pcm_f32le", "wav mkv", [44_100]), ("pcm_u8", "wav avi", [44_100]),
    ("pcm_mulaw", "wav au mov", [44_100]), ("pcm_bluray", "m2ts", [48_000]),
    ("adpcm_ima_wav", "wav avi mkv asf", [44_100]), ("adpcm_ms", "wav avi mkv asf", [44_100]),
    ("adpcm_ima_qt", "mov", [44_100]), ("adpcm_swf", "flv", [44_100]),
    ("adpcm_yamaha", "wav avi", [44_100]), ("g722", "wav mkv", [16_000]),
    ("g726", "wav", [8000]), ("g726le", "au", [8000]), ("libgsm_ms", "wav avi", [8000]),
    ("libspeex", "flv", [16_000]), ("nellymoser", "flv", [22_050]),
    ("tta", "mkv", [44_100]),
    ("wavpack", "wv mkv", [44_100]), ("truehd", "mkv mp4", [48_000]),
    ("real_144", "rm", [8000]), ("libtwolame", "mp2", [48_000]),
  ]

  private static let mono: Set<String> = [
    "g722", "g726", "g726le", "libgsm_ms", "libspeex", "nellymoser", "real_144",
  ]

  static let forms = table.flatMap { row in
    row.endings.split(separator: " ").flatMap { ending in
      row.rates.map { rate in
        Form(
          codec: row.codec, ending: String(ending), rate: rate,
          channels: mono.contains(row.codec) ? 1 : 2)
      }
    }
  }

  private func samples(_ reader: AudioReader, from start: Int, count: Int) throws -> [Float] {
    var samples = [Float](repeating: .nan, count: 2 * count)
    let outcome = samples.withUnsafeMutableBufferPointer { buffer in
      Result { try reader.read(startingAt: Int64(start), into: buffer) }
    }
    _ = try outcome.get()
    return samples
  }

  /// What FFmpeg decodes from the start, at 48 kHz, a single channel at full level on both sides.
  private func decoded(_ clip: MadeClip, _ form: Form) throws -> [Float] {
    if form.channels == 1 {
      return try clip.sound(filters: "aresample=48000,pan=stereo|c0=c0|c1=c0")
    }
    // Vorbis gives nothing for its first packet, and only Ogg's times allow for it; NUT's do not for Opus either.
    let beginsLate =
      form.codec == "libvorbis" && form.ending != "ogg"
      || form.codec == "libopus" && form.ending == "nut"
    return try clip.sound(filters: beginsLate ? "aresample=async=1:first_pts=0" : nil)
  }

  @Test(
    "Every place sounds as when decoded from the start, wherever reading begins", arguments: forms)
  func isExact(form: Form) throws {
    let clip = try form.make()
    let expected = try decoded(clip, form)
    let whole = try samples(try AudioReader(path: clip.path), from: 0, count: expected.count / 2)
    // FFmpeg's resampler rounds differently at its very end.
    let end = min(expected.count / 2, 9 * 48_000) - 4800
    func worst(_ read: [Float], at start: Int) -> Double {
      let pieces = stride(from: 0, to: read.count / 2 - 2399, by: 2400)
      return pieces.map { piece in
        differenceLevel(
          read[(2 * piece)..<(2 * piece + 4800)],
          expected[(2 * (start + piece))..<(2 * (start + piece) + 4800)])
      }.max() ?? 0
    }
    let limit = form.codec == "libopus" ? -55.0 : -65
    let level = worst(Array(whole[..<(2 * end)]), at: 0)
    #expect(level < limit, "read from the start: \(level) dB")
    // Each with a reader of its own, as chunks of a render are.
    for start in [190_800, 2400, 382_800] {
      let read = try samples(try AudioReader(path: clip.path), from: start, count: 9600)
      let level = worst(read, at: start)
      #expect(level < limit, "from sample \(start): \(level) dB")
      let isSame = read == Array(whole[(2 * start)..<(2 * start + 19_200)])
      #expect(isSame, "from sample \(start): other than reading on")
    }
  }
}
