extension MediaTime {
  /// The last tick at which a picture on screen at this time of the stream's clock can begin.
  ///
  /// The clocks of Matroska (milliseconds) and MPEG (90 kHz) are not made for the stream's rate:
  /// their writers take the nearest tick, which may be later than the picture. Times are rounded
  /// alike there, else every third picture of 30 a second in Matroska would be shown one late.
  func lastTick(of tick: Ratio) -> Int64 {
    guard tick.isRounded else { return ticks(of: tick) }
    return (self + MediaTime(ticks: 1, of: Ratio(1, tick.denominator * 2))).ticks(of: tick)
  }
}

extension Ratio {
  /// As a clock's tick: pictures' times are rounded to it.
  var isRounded: Bool { [Ratio(1, 1000), Ratio(1, 90_000)].contains(self) }
}
