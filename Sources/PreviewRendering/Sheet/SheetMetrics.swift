/// The sizes of a sheet's parts in pixels, which grow with its width.
struct SheetMetrics: Hashable, Sendable {
  /// The sheet's width.
  let width: Int
  /// Pixels that stand for one of the sheet of 1600 at which all sizes are given.
  let unit: Double

  init(width: Int) {
    self.width = width
    // A narrow sheet shows less rather than smaller type.
    unit = max(Double(width) / 1600, 0.75)
  }

  private func pixels(_ size: Double) -> Int { max(Int((size * unit).rounded()), 1) }

  var margin: Int { pixels(24) }
  /// The column on the left that names the lanes.
  var names: Int { pixels(132) }
  var gap: Int { pixels(10) }
  var title: Int { pixels(30) }
  var ruler: Int { pixels(24) }
  /// The height of a filmstrip and of the pictures in it.
  ///
  /// Even, as the sides of rendered pictures are.
  var film: Int { pixels(76) / 2 * 2 }
  /// The height of the waveform under a filmstrip.
  var filmSound: Int { pixels(30) }
  var sound: Int { pixels(56) }
  var text: Int { pixels(30) }
  var unknown: Int { pixels(26) }
  var fidelity: Int { pixels(14) }
  var noteLine: Int { pixels(22) }
  var swatch: Int { pixels(11) }
  /// The bar at the foot of a filmstrip that bears a segment's name.
  var label: Int { pixels(19) }
  var radius: Int { pixels(4) }
  /// Columns from one label of the ruler to the next, at least.
  var tickSpacing: Int { pixels(84) }
  /// The width below which a segment has no name on it.
  var labelled: Int { pixels(44) }
  /// The width below which a segment of a filmstrip has no picture.
  var pictured: Int { pixels(10) }
  /// The side of a finding's badge.
  var badge: Int { pixels(16) }
  /// The height beyond which no further lane is drawn.
  var tallest: Int { min(pixels(8000), 15_000) }

  var titleType: Double { 21 * unit }
  var nameType: Double { 14 * unit }
  var smallType: Double { 12 * unit }
}
