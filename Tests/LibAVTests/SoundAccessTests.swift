import Foundation
import LibAV
import TestSupport
import Testing

/// The differential check of seeking in sound, over the codecs and containers that FFmpeg writes and that are opened.
@Suite("Seeking in sound")
struct SoundAccessTests {
  /// A codec in a container, as the `ffmpeg` command is asked for it.
  struct Form: Sendable {
    let codec: String
    let ending: String
    let rate: Int
    let channels: Int

    var name: String { "\(codec)-\(rate).\(ending)" }

    /// Encoders that need or are given more than their name.
    private static let options = [
      "aac": "-b:a 192k -aac_pns 0", "dca": "-strict -2", "truehd": "-strict -2",
      "mlp": "-strict -2", "libmp3lame": "-b:a 192k", "flac": "-strict -2", "s302m": "-strict -2",
      "vorbis": "-strict -2", "g723_1": "-b:a 6300",
    ]

    /// What the command is given for this form as one of its outputs.
    func arguments(to file: URL) -> [String] {
      // MXF holds sound beside pictures only; a name of two endings asks for more than the container's default.
      let (picture, container) =
        switch ending {
        case "mxf": ("-map 1:v -c:v mpeg2video", "")
        case "rf64.wav": ("", "-rf64 always")
        case "id3.aac": ("", "-write_id3v2 1")
        default: ("", "")
        }
      let words =
        "\(picture) -map 0:a -ar \(rate) -ac \(channels) -c:a \(codec) "
        + "\(Self.options[codec] ?? "") \(container) -fflags +bitexact"
      return words.split(separator: " ").map(String.init) + [file.path]
    }

    /// What the command is given to decode input `number` as a player does: a single channel at full level on both
    /// sides.
    func decoding(_ number: Int, to file: URL) -> [String] {
      // Vorbis gives nothing for its first packet, and only Ogg's times allow for it; NUT's do not for Opus either.
      let beginsLate =
        ["libvorbis", "vorbis"].contains(codec) && ending != "ogg"
        || codec == "libopus" && ending == "nut"
      let filter =
        channels == 1
        ? "aresample=48000,pan=stereo|c0=c0|c1=c0"
        : beginsLate ? "aresample=async=1:first_pts=0" : "anull"
      return ["-map", "\(number):a:0", "-af", filter, "-ac", "2", "-ar", "48000"]
        + ["-f", "f32le", file.path]
    }
  }

  /// Which endings each encoder is tried in, at which rates.
  private static let table: [(codec: String, endings: String, rates: [Int])] = [
    ("aac", "mov mp4 m4a 3gp mkv avi ts flv asf nut rm aac id3.aac", [44_100]),
    ("aac", "mkv flv", [48_000, 22_050]),
    ("ac3", "ac3 mkv ts vob avi mp4 rm wav", [48_000]), ("ac3", "mkv ts vob avi", [44_100]),
    ("eac3", "eac3 mkv ts mp4 mov wav", [48_000]), ("eac3", "ts mkv", [44_100]),
    ("dca", "dts mkv ts wav avi", [48_000]),
    ("mp2", "mp2 mpg ts mkv avi wav mp4", [44_100]),
    ("libmp3lame", "mp3 mkv avi mp4 ts flv wav nut asf mov", [44_100]),
    ("libmp3lame", "mp3 mkv", [48_000, 22_050]),
    ("flac", "flac ogg mkv mp4 nut", [44_100]), ("alac", "m4a mov mkv caf", [44_100]),
    ("libvorbis", "ogg mkv nut mp4", [44_100, 48_000]), ("vorbis", "ogg mkv", [44_100]),
    ("libopus", "ogg webm mp4 ts nut caf", [48_000]),
    ("pcm_s16le", "wav w64 rf64.wav mov avi mkv nut caf asf", [44_100]),
    ("pcm_s16le", "mxf", [48_000]), ("pcm_s24le", "mxf", [48_000]),
    ("pcm_s16be", "aiff au caf mov", [44_100]), ("pcm_s24le", "wav mov", [44_100]),
    ("pcm_s16be", "vob", [48_000]), ("pcm_dvd", "vob mpg", [48_000]),
    ("pcm_f32le", "wav mkv", [44_100]), ("pcm_u8", "wav avi", [44_100]),
    ("pcm_mulaw", "wav au mov", [44_100]), ("pcm_alaw", "flv", [8000, 44_100]),
    ("pcm_bluray", "m2ts", [48_000]), ("s302m", "ts", [48_000]),
    ("adpcm_ima_wav", "wav avi mkv asf", [44_100]), ("adpcm_ms", "wav avi mkv asf", [44_100]),
    ("adpcm_ima_qt", "mov aiff caf", [44_100]), ("adpcm_swf", "flv", [44_100]),
    ("adpcm_yamaha", "wav avi", [44_100]), ("g722", "wav mkv", [16_000]),
    ("g726", "wav", [8000]), ("g726le", "au", [8000]), ("libgsm_ms", "wav avi", [8000]),
    ("libspeex", "flv ogg", [16_000]), ("libspeex", "ogg", [8000, 32_000]),
    ("nellymoser", "flv", [22_050]), ("tta", "tta mkv", [44_100]),
    ("wavpack", "wv mkv", [44_100]), ("truehd", "mkv mp4", [48_000]),
    ("wmav1", "wma avi wav mkv", [44_100]), ("wmav2", "wma asf avi wav mkv", [44_100]),
    ("wmav1", "wma", [32_000, 22_050]), ("wmav2", "wma", [32_000, 16_000]),
    ("real_144", "rm", [8000]), ("libtwolame", "mp2", [48_000]),
  ]

  private static let mono: Set<String> = [
    "g722", "g726", "g726le", "libgsm_ms", "libspeex", "nellymoser", "real_144", "pcm_alaw",
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

  /// How many forms one command makes and decodes: starting it costs more than coding.
  private static let batchSize = 16
  static let batches = Array(stride(from: 0, to: forms.count, by: batchSize))

  /// Forms as files, and what FFmpeg decodes from the start of each.
  private struct Batch {
    let folder: TemporaryFolder
    let forms: ArraySlice<Form>

    /// Two gliding tones over the first two borders between a reader's blocks: no place sounds like another.
    private static let source =
      "aevalsrc=0.3*sin(2*PI*t*(300+40*t))|0.3*sin(2*PI*t*(500+25*t)):s=48000:d=8.4"

    init(of forms: ArraySlice<Form>) throws {
      folder = try TemporaryFolder()
      self.forms = forms
      let made = folder
      let inputs = [
        "-f", "lavfi", "-i", Self.source, "-f", "lavfi", "-i", "color=s=16x16:r=25:d=8.4",
      ]
      let command = ["-nostdin", "-v", "error", "-y"]
      _ = try Shell.output(
        of: "ffmpeg",
        command + inputs + forms.flatMap { $0.arguments(to: made.file($0.name)) })
      _ = try Shell.output(
        of: "ffmpeg",
        command + forms.flatMap { ["-i", made.file($0.name).path] }
          + forms.enumerated().flatMap { $1.decoding($0, to: made.file("\($1.name).raw")) })
    }

    func path(_ form: Form) -> String { folder.file(form.name).path }

    /// Interleaved stereo at 48 kHz.
    func decoded(_ form: Form) throws -> [Float] {
      let bytes = try Data(contentsOf: folder.file("\(form.name).raw"))
      return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
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

  @Test(
    "Every place sounds as when decoded from the start, wherever reading begins", arguments: batches
  )
  func isExact(first: Int) throws {
    let batch = try Batch(of: Self.forms[first...].prefix(Self.batchSize))
    for form in batch.forms { try check(form, in: batch) }
  }

  private func check(_ form: Form, in batch: Batch) throws {
    let path = batch.path(form)
    let expected = try batch.decoded(form)
    try #require(expected.count > 2 * 397_200, "\(form.name)")
    let whole = try samples(try AudioReader(path: path), from: 0, count: expected.count / 2)
    // FFmpeg's resampler rounds differently at its very end.
    let end = min(expected.count / 2, 84 * 4800) - 4800
    func worst(_ read: [Float], at start: Int) -> Double {
      var worst = 0.0
      for piece in stride(from: 0, to: read.count / 2 - 2399, by: 2400) {
        var sum = 0.0
        for index in (2 * piece)..<(2 * piece + 4800) {
          let difference = Double(read[index] - expected[2 * start + index])
          sum += difference * difference
        }
        worst = max(worst, sum / 4800)
      }
      return 10 * log10(max(worst, 1e-20))
    }
    let limit = form.codec == "libopus" ? -55.0 : -65
    let level = worst(Array(whole[..<(2 * end)]), at: 0)
    #expect(level < limit, "\(form.name) read from the start: \(level) dB")
    // Each with a reader of its own, as chunks of a render are.
    for start in [190_800, 2400, 382_800] {
      let read = try samples(try AudioReader(path: path), from: start, count: 9600)
      let level = worst(read, at: start)
      #expect(level < limit, "\(form.name) from sample \(start): \(level) dB")
      let isSame = read == Array(whole[(2 * start)..<(2 * start + 19_200)])
      #expect(isSame, "\(form.name) from sample \(start): other than reading on")
    }
  }
}
