import DraftModel

/// Where times of the timeline are on a sheet.
struct SheetAxis: Hashable, Sendable {
  /// The column of time zero.
  let x: Int
  /// Columns from zero to the end.
  let width: Int
  /// The end, above zero.
  let duration: Milliseconds

  /// The column at which a time begins, rounded half up; times outside the timeline are at its ends.
  func column(of time: Milliseconds) -> Int {
    let inside = Int128(min(max(time, .zero), duration).rawValue)
    let length = Int128(max(duration.rawValue, 1))
    return x + Int((inside * Int128(width) * 2 + length) / (2 * length))
  }

  /// The columns of a span, one at least.
  func box(of span: TimeSpan, y: Int, height: Int) -> SheetBox {
    let first = min(column(of: span.start), x + width - 1)
    return SheetBox(
      x: first, y: y, width: max(column(of: span.end) - first, 1), height: height)
  }

  /// The marks of a ruler: as many as stand apart far enough for their labels.
  ///
  /// - Parameter spacing: Columns from one label to the next, at least.
  func ticks(spacing: Int) -> [SheetLayout.Tick] {
    let step = Self.step(for: duration, columns: width, spacing: spacing)
    let minor = step.length / step.parts
    return (0...(duration.rawValue / minor)).map { number in
      let time = Milliseconds(number * minor)
      let isMajor = number % step.parts == 0
      return SheetLayout.Tick(
        time: time, x: column(of: time), isMajor: isMajor,
        label: isMajor ? Self.label(time, decimals: Self.decimals(of: step.length)) : nil)
    }
  }

  /// How many decimals of a second a step has.
  private static func decimals(of step: Int64) -> Int {
    step % 1000 == 0 ? 0 : step % 100 == 0 ? 1 : step % 10 == 0 ? 2 : 3
  }

  /// Steps that people count in, in milliseconds, and into how many parts each is divided.
  private static let steps: [(length: Int64, parts: Int64)] = [
    (10, 2), (20, 2), (50, 5), (100, 5), (200, 4), (500, 5), (1000, 5), (2000, 4), (5000, 5),
    (10_000, 5), (15_000, 3), (30_000, 6), (60_000, 6), (120_000, 4), (300_000, 5), (600_000, 5),
    (900_000, 3), (1_800_000, 6), (3_600_000, 6), (7_200_000, 4), (21_600_000, 6),
    (43_200_000, 6), (86_400_000, 4),
  ]

  private static func step(
    for duration: Milliseconds, columns: Int, spacing: Int
  ) -> (length: Int64, parts: Int64) {
    let needed = Int64(
      clamping: Int128(duration.rawValue) * Int128(spacing) / Int128(max(columns, 1)))
    if let step = steps.first(where: { $0.length >= needed }) { return step }
    let day: Int64 = 86_400_000
    return ((needed + day - 1) / day * day, 2)
  }

  /// `0:05`, `1:02:03`, `0:02.5`: hours where there are any, decimals where they are not zero.
  ///
  /// - Parameter decimals: How many there are at least.
  static func label(_ time: Milliseconds, decimals: Int = 0) -> String {
    let seconds = time.rawValue / 1000
    var fraction = padded(time.rawValue % 1000, 3)
    while fraction.last == "0", fraction.count > decimals { fraction.removeLast() }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let head = hours > 0 ? "\(hours):\(padded(minutes, 2))" : "\(minutes)"
    return "\(head):\(padded(seconds % 60, 2))" + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  private static func padded(_ number: Int64, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }
}
