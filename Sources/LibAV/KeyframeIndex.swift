/// Where the key frames of a video stream are: what a jump needs to know.
public struct KeyframeIndex: Hashable, Sendable, Codable {
  /// One key frame.
  public struct Entry: Hashable, Sendable, Codable {
    /// When it is shown, in ticks of the stream's clock.
    public let presentationTicks: Int64
    /// When it is decoded, in ticks of the stream's clock.
    public let decodingTicks: Int64
  }

  /// The seconds of one tick.
  public let timeBase: Ratio
  /// The key frames in order of their presentation.
  public let entries: [Entry]

  /// An index of these entries, brought into order.
  init(timeBase: Ratio, entries: [Entry]) {
    self.timeBase = timeBase
    self.entries = entries.sorted { $0.presentationTicks < $1.presentationTicks }
  }

  /// The last key frame shown at or before `ticks`.
  func entry(atOrBefore ticks: Int64) -> Entry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].presentationTicks <= ticks { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : entries[low - 1]
  }
}
