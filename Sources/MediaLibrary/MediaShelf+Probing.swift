public import DraftModel
import Foundation
import RenderPlanning

extension MediaShelf {
  /// What probing finds out about every source of a timeline, for the rules that ask for it.
  public func reports(for timeline: Timeline) -> [ExactText: MediaReport] {
    catalog(for: timeline).entries.reduce(into: [:]) { reports, entry in
      reports[entry.key] = report(entry.value, of: entry.key.text)
    }
  }

  private func report(_ entry: MediaCatalog.Entry, of source: String) -> MediaReport {
    switch entry {
    case .available(let item): .readable(SourceFacts(item))
    case .unavailable(let reason):
      if isHere(source) {
        .unsupported(reason: reason)
      } else if source.contains("://") && !source.hasPrefix("file:") || source.hasPrefix("asset:") {
        .unreachable(reason: reason)
      } else {
        .missing(reason: reason)
      }
    }
  }
}

extension SourceFacts {
  /// The facts of a file in the words of the rules.
  init(_ item: MediaItem) {
    let size = item.picture?.displaySize
    let seconds = item.picture?.duration ?? item.sound?.duration
    let isStill = item.picture?.isStill ?? false
    let bytes = try? FileManager.default.attributesOfItem(atPath: item.path)[.size]
    self.init(
      kind: item.picture == nil ? .audio : isStill ? .image : .video,
      duration: isStill
        ? nil : seconds.map { Milliseconds(Self.milliseconds(in: $0)) },
      size: size.map {
        Timeline.CanvasSize(width: Int($0.width.rounded()), height: Int($0.height.rounded()))
      },
      bytes: (bytes as? NSNumber)?.int64Value, hasSound: item.sound != nil)
  }

  /// The nearest whole number of milliseconds, within 2^53: more than any file is believed to last.
  private static func milliseconds(in seconds: Ratio) -> Int64 {
    Int64(min(max((seconds.doubleValue * 1000).rounded(), -0x1p53), 0x1p53))
  }
}
