import DraftModel
import MediaLibrary
import RenderPlanning

/// The media of a draft as a table: one row a source.
struct MediaTable {
  private let media: [DraftMedium]

  init(_ media: [DraftMedium]) { self.media = media }

  /// Digits of a hash that tell files apart for people.
  private static let hashDigits = 12

  /// The rows under a heading; what is missing stands out.
  func text(on console: Console) -> TerminalText {
    let heading: [TerminalText] = [
      "source", "kind", "picture", "length", "size", "proxy", "hash", "file",
    ]
    let rows = media.map { row($0, on: console) }
    // The last column, and the reason that stands in place of all others, are as long as they are.
    let widths = heading.indices.dropLast().map { column in
      let cells = rows.filter { $0.count == heading.count || column == 0 }.map { $0[column] }
      return (cells + [heading[column]]).map(\.description.count).max() ?? 0
    }
    let listed = zip(media, rows).map { medium, row in
      ([line(row, widths)] + sounds(of: medium)).joined(separator: "\n")
    }
    return ([line(heading, widths)] + listed).joined(separator: "\n")
  }

  /// A line for each sound stream of a file with several.
  private func sounds(of medium: DraftMedium) -> [TerminalText] {
    guard case .here(let item, _, _) = medium.state else { return [] }
    let streams = SoundListing.streams(of: item)
    guard streams.count > 1 else { return [] }
    return streams.map { stream in
      let name: TerminalText = stream.name.map { " (\($0))" } ?? ""
      let channels = stream.channels.map { $0 == 1 ? ", 1 channel" : ", \($0) channels" } ?? ""
      return "  sound \(stream.index)\(name)\(channels)\(stream.isHeard ? ", heard" : "")"
    }
  }

  private func row(_ medium: DraftMedium, on console: Console) -> [TerminalText] {
    switch medium.state {
    case .missing(let reason):
      return ["\(medium.source)", console.styled("missing", .bad) + ": \(reason)"]
    case .here(let item, let facts, let proxy):
      let size = facts.size.map { "\($0.width)x\($0.height)" } ?? "-"
      let length = facts.duration.map { "\($0)s" } ?? "-"
      let bytes = facts.bytes.map { "\(ByteCount($0))" } ?? "-"
      let kept = proxy == .unneeded ? "-" : proxy.rawValue
      return [
        "\(medium.source)", "\(facts.kind.rawValue)", "\(size)", "\(length)", "\(bytes)",
        "\(kept)", "\(item.hash.hex.prefix(Self.hashDigits))", "\(item.path)",
      ]
    }
  }

  private func line(_ cells: [TerminalText], _ widths: [Int]) -> TerminalText {
    cells.enumerated().map { column, cell -> TerminalText in
      guard column < cells.count - 1 else { return cell }
      let gap = widths[column] - cell.description.count
      return "\(cell)\(String(repeating: " ", count: max(gap, 0)))"
    }.joined(separator: "  ")
  }
}
