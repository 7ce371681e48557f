/// One of the two sides of a merge.
enum MergeSide: Hashable {
  case ours, theirs
}

/// A ripple of one side of which nobody can know whether it means a track to which the other side added
/// something.
struct DoubtfulRipple: Hashable {
  let track: MergeKey
  let ripple: RippleMap.Ripple
  /// The side that added.
  let side: MergeSide
}
