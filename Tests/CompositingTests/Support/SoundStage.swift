import Compositing
import DraftModel
import Foundation
import MediaLibrary
import RenderPlanning
import TestSupport

/// A place to mix drafts in, with sounds that a test makes sample by sample.
struct SoundStage {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file's place.
  func file(_ name: String) -> URL { folder.file(name) }

  /// Writes a WAVE file of 32-bit floats, one array a channel.
  func write(_ name: String, rate: Int = 48_000, _ channels: [[Float]]) throws {
    var bytes: [UInt8] = []
    func append(_ number: UInt32, _ count: Int = 4) {
      withUnsafeBytes(of: number.littleEndian) { bytes += $0.prefix(count) }
    }
    let frames = channels.first?.count ?? 0
    let data = UInt32(frames * channels.count * 4)
    bytes += Array("RIFF".utf8)
    append(36 + data)
    bytes += Array("WAVEfmt ".utf8)
    append(16)
    append(3, 2)
    append(UInt32(channels.count), 2)
    append(UInt32(rate))
    append(UInt32(rate * channels.count * 4))
    append(UInt32(channels.count * 4), 2)
    append(32, 2)
    bytes += Array("data".utf8)
    append(data)
    bytes.reserveCapacity(bytes.count + Int(data))
    for frame in 0..<frames {
      for channel in channels { append(channel[frame].bitPattern) }
    }
    try folder.write(bytes, to: name)
  }

  /// Plans a draft from its text.
  func plan(_ text: String) throws -> RenderPlan {
    let shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: nil)
    let resolution = try Draft(parsing: Array(text.utf8)).resolved()
    return RenderPlan(
      resolution.timeline, media: shelf.catalog(for: resolution.timeline),
      findings: resolution.findings)
  }

  /// Mixes a draft from `start`, in samples, in pieces of a length; as much as the draft has, unless told.
  func mix(_ text: String, from start: Int = 0, count: Int? = nil, piece: Int = 96_000) throws
    -> Mix
  {
    let plan = try plan(text)
    let mixer = SoundMixer(plan: plan)
    let end = start + (count ?? Int(plan.sound.sampleCount) - start)
    var mix = Mix()
    for place in stride(from: start, to: end, by: piece) {
      var samples = [Float](repeating: .nan, count: 2 * min(piece, end - place))
      mixer.mix(from: Int64(place), into: &samples)
      mix.append(samples)
    }
    return mix
  }
}

/// Sound by channel, at 48 kHz.
struct Mix: Equatable {
  var left: [Float] = []
  var right: [Float] = []

  mutating func append(_ interleaved: [Float]) {
    for index in stride(from: 0, to: interleaved.count, by: 2) {
      left.append(interleaved[index])
      right.append(interleaved[index + 1])
    }
  }

  /// The largest distance of a channel's samples from what a rule gives for their numbers.
  static func distance(_ samples: [Float], from rule: (Int) -> Double) -> Double {
    samples.indices.reduce(0) { max($0, abs(Double(samples[$1]) - rule($1))) }
  }
}

/// Sounds to write to files.
enum Sound {
  /// The same value over and over.
  static func constant(_ value: Float, milliseconds: Int, rate: Int = 48_000) -> [Float] {
    [Float](repeating: value, count: milliseconds * rate / 1000)
  }

  /// A sine, silent before `onset`.
  static func sine(
    _ frequency: Double, amplitude: Double = 0.25, seconds: Double, onset: Double = 0,
    rate: Int = 48_000
  ) -> [Float] {
    (0..<Int(seconds * Double(rate))).map { index in
      let time = Double(index) / Double(rate)
      return time < onset ? 0 : Float(amplitude * sin(2 * Double.pi * frequency * time))
    }
  }
}
