import JSONTree
import TestSupport
import Testing

/// Whatever the bytes are, they are read or refused within the text; nothing traps.
@Suite("Hostile text")
struct HostileTextTests {
  @Test("Random bytes are read or refused with a location", arguments: SeededGenerator.seeds(20))
  func randomBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array(#"{}[]:,"\u0dDbn tfe1-.E/'#"#.utf8) + [0x0A, 0x80, 0xC3, 0xF0, 0xFF, 0]
    for _ in 0..<2_000 {
      let count = Int.random(in: 0..<40, using: &random)
      expectDecision(
        (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
      expectDecision((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
  }

  @Test(
    "Damaged documents are read or refused with a location", arguments: SeededGenerator.seeds(100))
  func damage(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = RandomDocument(seed: seed).text
    for _ in 0..<50 {
      var damaged = text
      for _ in 0..<Int.random(in: 1..<4, using: &random) where !damaged.isEmpty {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: damaged.remove(at: place)
        case 1: damaged[place] = UInt8.random(in: .min ... .max, using: &random)
        case 2:
          damaged.insert(damaged[Int.random(in: 0..<damaged.count, using: &random)], at: place)
        default: damaged.removeSubrange(place...)
        }
      }
      expectDecision(damaged)
    }
  }

  @Test("No beginning of a document is a document", arguments: SeededGenerator.seeds(30))
  func truncation(seed: UInt64) throws {
    let text = RandomDocument(seed: seed).text
    let end = try JSONDocument(parsing: text).root.byteRange.upperBound
    for length in 0..<end {
      #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text[..<length])) }
    }
  }

  private func expectDecision(_ bytes: [UInt8]) {
    do {
      let document = try JSONDocument(parsing: bytes)
      #expect(document.root.withDescendants.allSatisfy { $0.byteRange.upperBound <= bytes.count })
      #expect(throws: Never.self) { try JSONDocument(parsing: document.root.canonicalBytes) }
    } catch {
      #expect(error.location.line >= 1 && error.location.column >= 1)
      #expect(0...bytes.count ~= error.location.byteOffset)
      #expect(!error.message.isEmpty)
    }
  }
}
