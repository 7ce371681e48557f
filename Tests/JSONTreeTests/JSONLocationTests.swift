import JSONTree
import TestSupport
import Testing

@Suite("Locations")
struct JSONLocationTests {
  @Test("Lines end at line feeds and columns count scalars, for every value and name")
  func counting() throws {
    // Longer than a block of the line index, in one line and in many.
    for separator in [",", ",\n", ",\r\n\t", ", \r"] {
      let members = (0..<900).map { "\"é🌃\($0)\" : [\"城e\u{301}\",\($0)]" }
      try expectCountedLocations("{" + members.joined(separator: separator) + "}")
    }
  }

  @Test("Random documents have counted locations", arguments: SeededGenerator.seeds(50))
  func random(seed: UInt64) throws {
    try expectCountedLocations(String(decoding: RandomDocument(seed: seed).text, as: UTF8.self))
  }

  private func expectCountedLocations(_ text: String) throws {
    var locations: [Int: JSONLocation] = [:]
    var (line, column, offset) = (1, 1, 0)
    for scalar in text.unicodeScalars {
      locations[offset] = JSONLocation(line: line, column: column, byteOffset: offset)
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      offset += UTF8.width(scalar)
    }
    for node in try JSONDocument(parsing: text).root.withDescendants {
      #expect(node.location == locations[node.byteRange.lowerBound])
      #expect(node.keyLocation == node.keyByteRange.flatMap { locations[$0.lowerBound] })
    }
  }

}
