/// A longest strictly increasing subsequence of `values`, as positions in it.
///
/// Patience sorting with back links, O(n log n).
func increasingSubsequence(of values: [Int]) -> [Int] {
  /// For each length, the position that ends the run of that length with the least value.
  var ends: [Int] = []
  var previous = Array(repeating: -1, count: values.count)
  for position in values.indices {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = low + (high - low) / 2
      if values[ends[middle]] < values[position] { low = middle + 1 } else { high = middle }
    }
    if low > 0 { previous[position] = ends[low - 1] }
    if low == ends.count { ends.append(position) } else { ends[low] = position }
  }
  var run: [Int] = []
  var position = ends.last ?? -1
  while position >= 0 {
    run.append(position)
    position = previous[position]
  }
  return run.reversed()
}
