import MediaLibrary
import PreviewRendering

/// What a progress bar shows at one moment, in one line that fits its terminal.
///
/// What is done and what is wanted may come from a server, and be any numbers.
struct ProgressLine {
  /// What is counted.
  enum Unit: Sendable {
    /// What means nothing to people: only the share of it is told.
    case share
    /// Things of this name, which is in the plural.
    case things(String)
    case bytes
  }

  /// The share done, from 0 through 1.
  private let share: Double
  /// How much is done in a second, in words; nil while nothing is done.
  private let speed: String?
  /// How long it still takes, in words; nil while that can't be told.
  private let left: String?

  /// The bar's most and fewest characters.
  private static let lengths = 8...24
  /// Nobody waits for the end of what is estimated at more than four days.
  private static let longestEstimate = 100.0 * 3600

  /// - Parameter elapsed: The time since the work began.
  init(_ progress: RenderProgress, unit: Unit, after elapsed: Duration) {
    let total = max(Double(progress.total), 1)
    let done = min(max(Double(progress.done), 0), total)
    share = done / total
    let rate = done / max(elapsed / .seconds(1), 0.001)
    guard done > 0 else {
      (speed, left) = (nil, nil)
      return
    }
    speed =
      switch unit {
      case .share: "\(Self.whole(rate * 100 / total))%/s"
      case .things(let name): "\(Self.whole(rate)) \(name)/s"
      case .bytes: "\(ByteCount(Self.whole(rate)))/s"
      }
    let seconds = (total - done) / rate
    left =
      seconds < Self.longestEstimate ? Self.words(seconds: Self.whole(seconds.rounded(.up))) : nil
  }

  private static func whole(_ number: Double) -> Int64 { Int64(min(max(number, 0), 0x1p53)) }

  private static func words(seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(seconds)s"
    case ..<3600: "\(seconds / 60)m \(seconds % 60)s"
    default: "\(seconds / 3600)h \(seconds / 60 % 60)m"
    }
  }

  /// The line, shorter than `columns` so that no terminal breaks it.
  ///
  /// In a narrow one the bar becomes shorter, then the speed goes, then the bar.
  func text(columns: Int) -> String {
    let percent = "\(Self.whole(share * 100))%"
    let rest = left.map { "\($0) left" }
    let choices = [[percent, speed, rest], [percent, rest], [percent]]
    let room = max(columns, 1) - 1
    for parts in choices {
      let words = parts.compactMap { $0 }.joined(separator: "  ")
      let length = min(room - words.count - "[] ".count, Self.lengths.upperBound)
      if length >= Self.lengths.lowerBound { return "[\(bar(length))] \(words)" }
    }
    return String(percent.prefix(room))
  }

  private func bar(_ length: Int) -> String {
    let filled = Int(share * Double(length))
    return String(repeating: "#", count: filled) + String(repeating: "-", count: length - filled)
  }
}
