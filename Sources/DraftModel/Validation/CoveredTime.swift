/// The stretches of the timeline that some spans cover.
struct CoveredTime {
  /// The spans' starts, in order.
  private let starts: [Milliseconds]
  /// For each start, the latest end of the spans up to it.
  private let ends: [Milliseconds]

  init(_ spans: [TimeSpan]) {
    let ordered = spans.filter { !$0.isEmpty }.sorted { $0.start < $1.start }
    starts = ordered.map(\.start)
    var latest = Milliseconds.zero
    ends = ordered.map {
      latest = max(latest, $0.end)
      return latest
    }
  }

  /// Whether any instant of `span` is covered.
  func touches(_ span: TimeSpan) -> Bool {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = low + (high - low) / 2
      if starts[middle] < span.end { low = middle + 1 } else { high = middle }
    }
    return low > 0 && ends[low - 1] > span.start && !span.isEmpty
  }
}
