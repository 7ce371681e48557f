/// Counts frames as timecode does, `00:01:00:02` (SMPTE ST 12-1).
struct Timecode {
  /// Whole frames in a second of timecode: 29.97 counts to 30.
  let nominalRate: Int64
  /// Whether the first numbers of each minute but every tenth are left out, so that timecode keeps up with the clock;
  /// that is done at 29.97 and 59.94 frames a second.
  let dropsNumbers: Bool

  /// Takes the count of a rate.
  init(_ rate: FrameRate) {
    let ratio = rate.ratio
    nominalRate = max(1, ratio.numerator.scaled(by: 1, over: ratio.denominator))
    dropsNumbers = ratio.denominator == 1001 && nominalRate % 30 == 0 && nominalRate <= 60
  }

  /// The timecode of a frame counted from 0; before that `00:00:00:00`. Numbers that drop have a semicolon before the frames.
  func text(_ frame: Int64) -> String {
    var number = max(0, frame)
    if dropsNumbers {
      let dropped = nominalRate / 15
      let minute = nominalRate * 60 - dropped
      let tenMinutes = minute * 10 + dropped
      let (tens, rest) = number.quotientAndRemainder(dividingBy: tenMinutes)
      number += dropped * 9 * tens
      // The first minute of ten keeps its numbers.
      if rest >= nominalRate * 60 { number += dropped * ((rest - dropped) / minute) }
    }
    let seconds = number / nominalRate
    let fields = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(Self.padded)
    return fields.joined(separator: ":") + (dropsNumbers ? ";" : ":")
      + Self.padded(number % nominalRate)
  }

  private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
