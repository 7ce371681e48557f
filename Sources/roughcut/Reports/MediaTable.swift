import DraftModel
import MediaLibrary
import RenderPlanning

/// The media of a draft as a table: one row a source.
struct MediaTable {
  private let media: [DraftMedium]

  init(_ media: [DraftMedium]) { self.media = media }

  /// Digits of a hash that tell files apart for people.
  private static let hashDigits = 12

  /// The rows under a heading, each ended by a line feed; what is missing stands out.
  func text(on console: Console) -> String {
    let heading = ["source", "kind", "picture", "length", "size", "proxy", "hash", "file"]
    let rows = media.map { row($0, on: console) }
    // The last column, and the reason that stands in place of all others, are as long as they are.
    let widths = heading.indices.dropLast().map { column in
      let cells = rows.filter { $0.count == heading.count || column == 0 }.map { $0[column] }
      return (cells + [heading[column]]).map(\.count).max() ?? 0
    }
    return ([heading] + rows).map { line($0, widths) }.joined()
  }

  private func row(_ medium: DraftMedium, on console: Console) -> [String] {
    switch medium.state {
    case .missing(let reason):
      return [medium.source, console.styled("missing", .bad) + ": \(reason)"]
    case .here(let item, let facts, let proxy):
      return [
        medium.source, facts.kind.rawValue,
        facts.size.map { "\($0.width)x\($0.height)" } ?? "-",
        facts.duration.map { "\($0)s" } ?? "-",
        facts.bytes.map { "\(ByteCount($0))" } ?? "-",
        proxy == .unneeded ? "-" : proxy.rawValue, String(item.hash.hex.prefix(Self.hashDigits)),
        item.path,
      ]
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.enumerated().map { column, cell in
      column == cells.count - 1
        ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
    }
    return padded.joined(separator: "  ") + "\n"
  }
}
