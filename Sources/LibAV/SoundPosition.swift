internal import CFFmpeg

/// Turns a stream's times into sample numbers that agree however reading came there.
///
/// A container that counts in milliseconds rounds each packet's time by up to 24 samples. Reading
/// on, one would count samples; after a jump, one has only the rounded time. So times are put back
/// onto the grid that the codec's frames form.
struct SoundPosition {
  let origin: MediaTime
  let tick: Ratio
  /// The distance of the grid's lines, in samples; 1 when times are exact already.
  let gridStep: Int64
  /// A sample number on the grid.
  var gridOrigin: Int64 = 0

  /// The sample number, at `rate`, of the first of `count` samples that the stream's clock places
  /// at `ticks`.
  ///
  /// It is the frame's end that lies on the grid: a decoder that has just begun may cut its first
  /// frame's start.
  func sample(at ticks: Int64, count: Int, rate: Int) -> Int64 {
    let time = MediaTime(ticks: ticks, of: tick) - origin
    let rounded = Self.rounded(time, rate: rate)
    guard gridStep > 1 else { return rounded }
    let (distance, overflow) = rounded.subtractingReportingOverflow(
      gridOrigin.subtractingReportingOverflow(Int64(count)).partialValue)
    if overflow { return rounded }
    let half = distance >= 0 ? gridStep / 2 : -(gridStep / 2)
    let snapped = (distance + half) / gridStep * gridStep
    // Farther than rounding explains, the time means what it says.
    let tolerance = Int64((tick.value * Double(rate)).rounded(.up)) + 1
    return abs(snapped - distance) <= tolerance ? rounded - distance + snapped : rounded
  }

  /// The farthest sample that is counted to: sums and small multiples of such numbers stay inside `Int64`.
  static let farthest: Int64 = 1 << 53

  /// The nearest sample number to `time`.
  static func rounded(_ time: MediaTime, rate: Int) -> Int64 {
    let half = MediaTime(numerator: 1, denominator: Int64(2 * rate)) ?? .zero
    let place = (time + half).ticks(of: Ratio(1, Int32(clamping: rate)))
    return min(max(place, -farthest), farthest)
  }

  /// Whether the ticks of a clock are longer than a sample.
  static func isCoarse(_ tick: Ratio, rate: Int) -> Bool { tick.value * Double(rate) > 1.5 }

  /// The distance between the starts of a codec's frames, or a divisor of all such distances; 1
  /// when unknown.
  static func gridStep(of parameters: AVCodecParameters) -> Int64 {
    // A Vorbis packet gives a quarter of two blocks' sizes, each at least 64 and a power of two;
    // those of encoders in use are at least 256 (Vorbis I, 4.3.8).
    if unsafe parameters.codec_id == AV_CODEC_ID_VORBIS { return 64 }
    // Opus frames last a multiple of 2.5 ms, and are counted at 48 kHz (RFC 6716, 2.1.4).
    if unsafe parameters.codec_id == AV_CODEC_ID_OPUS { return 120 }
    return unsafe max(1, Int64(parameters.frame_size))
  }
}
