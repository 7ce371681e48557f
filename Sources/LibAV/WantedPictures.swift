/// Which pictures of a stream will be asked for: those on screen at a time and every so often after it.
///
/// What no other picture is made from need not be decoded where none of those times falls on it.
struct WantedPictures {
  let index: PictureIndex
  /// The first time, in ticks.
  let start: Double
  /// Ticks from one time to the next; zero for the first alone.
  let step: Double

  /// Whether the picture shown at `ticks` is asked for.
  ///
  /// Times close to an edge count for both sides, so that rounding never drops one.
  func contains(_ ticks: Int64) -> Bool {
    guard let place = index.position(at: ticks), index.pictures[place] == ticks else { return true }
    let margin = index.timeBase.isRounded ? 0.51 : 1e-6
    let begin = place == 0 ? -Double.infinity : Double(ticks) - margin
    let end =
      place + 1 < index.pictures.count ? Double(index.pictures[place + 1]) + margin : .infinity
    guard start < end else { return false }
    guard start < begin else { return true }
    guard step > 0 else { return false }
    let steps = ((begin - start) / step).rounded(.up)
    return start + steps * step < end
  }
}
