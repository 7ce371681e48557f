import JSONTree
import TestSupport
import Testing

@Suite("Reading")
struct JSONReaderTests {
  @Test(
    "A random text means the value that it was made from", arguments: SeededGenerator.seeds(500))
  func meaning(seed: UInt64) throws {
    let made = RandomDocument(seed: seed)
    let document = try JSONDocument(parsing: made.text)
    #expect(document.bytes == made.text)
    #expect(document.root.value == made.value)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let reason: JSONError.Reason
    let line: Int
    let column: Int
    var testDescription: String { "\(text) \(reason)" }

    init(_ text: String, _ reason: JSONError.Reason, _ line: Int, _ column: Int) {
      (self.text, self.reason, self.line, self.column) = (text, reason, line, column)
    }
  }

  @Test(
    "A mistake is named where it stands",
    arguments: [
      Refusal("", .empty, 1, 1),
      Refusal(" \n ", .empty, 2, 2),
      Refusal("{", .unexpectedEnd, 1, 2),
      Refusal("[1,", .unexpectedEnd, 1, 4),
      Refusal("{\"a\":", .unexpectedEnd, 1, 6),
      Refusal("tru", .unknownWord, 1, 1),
      Refusal("[TRUE]", .unknownWord, 1, 2),
      Refusal("\u{FEFF}{}", .byteOrderMark, 1, 1),
      Refusal("{} {}", .trailingContent, 1, 4),
      Refusal("[1,\n 2,\n]", .trailingComma, 2, 3),
      Refusal("{\"a\":1,}", .trailingComma, 1, 7),
      Refusal("[1 2]", .missingComma, 1, 4),
      Refusal("{\"a\":1 \"b\":2}", .missingComma, 1, 8),
      Refusal("{\"a\" 1}", .missingColon, 1, 6),
      Refusal("{a:1}", .missingMemberName, 1, 2),
      Refusal("{'a':1}", .singleQuotes, 1, 2),
      Refusal("['a']", .singleQuotes, 1, 2),
      Refusal("[1}", .mismatchedBracket, 1, 3),
      Refusal("{\"a\":1]", .mismatchedBracket, 1, 7),
      Refusal("{]", .mismatchedBracket, 1, 2),
      Refusal("]", .mismatchedBracket, 1, 1),
      Refusal("[1, // one\n2]", .comment, 1, 5),
      Refusal("{} /* end */", .comment, 1, 4),
      Refusal("# draft\n{}", .comment, 1, 1),
      Refusal("[NaN]", .notFinite, 1, 2),
      Refusal("[Infinity]", .notFinite, 1, 2),
      Refusal("[-Infinity]", .notFinite, 1, 2),
      Refusal("[01]", .malformedNumber, 1, 2),
      Refusal("[1.]", .malformedNumber, 1, 2),
      Refusal("[.5]", .malformedNumber, 1, 2),
      Refusal("[+1]", .malformedNumber, 1, 2),
      Refusal("[-]", .malformedNumber, 1, 2),
      Refusal("[1e]", .malformedNumber, 1, 2),
      Refusal("-", .unexpectedEnd, 1, 2),
      Refusal("[\"a", .unterminatedString, 1, 2),
      Refusal("[\"a\nb\"]", .unterminatedString, 1, 4),
      Refusal("[\"a\u{01}\"]", .controlCharacter(1), 1, 4),
      Refusal("[\"a\tb\"]", .controlCharacter(9), 1, 4),
      Refusal("[\"\\x\"]", .invalidEscape, 1, 3),
      Refusal("[\"\\u12g4\"]", .invalidEscape, 1, 3),
      Refusal("[\"é\\uD800\"]", .loneSurrogate, 1, 4),
      Refusal("[\"\\uDC00\"]", .loneSurrogate, 1, 3),
      Refusal("[\"\\uD800\\n\"]", .loneSurrogate, 1, 3),
      Refusal("[\"\\uD800\\uD800\"]", .loneSurrogate, 1, 3),
      Refusal("[,]", .unexpectedCharacter(","), 1, 2),
      Refusal("[\u{A0}1]", .unexpectedCharacter("\u{A0}"), 1, 2),
      Refusal("[\u{0B}1]", .unexpectedCharacter("\u{0B}"), 1, 2),
    ])
  func refusals(refusal: Refusal) {
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: refusal.text) }
    #expect(error?.reason == refusal.reason)
    #expect(error?.location.line == refusal.line)
    #expect(error?.location.column == refusal.column)
    #expect(error?.description.hasPrefix("\(refusal.line):\(refusal.column): ") == true)
  }

  @Test("A duplicate member is named with both places, whatever its escapes")
  func duplicateMember() {
    let error = #expect(throws: JSONError.self) {
      try JSONDocument(parsing: "{\"m\":{\"é\":1,\n  \"d\":2, \"\\u0064\":3}}")
    }
    #expect(
      error?.description
        == "2:10: duplicate member \"d\"; first at 2:3; remove or rename one of the two")
  }

  @Test(
    "A duplicate is found wherever it stands, in small objects and large",
    arguments: [2, 16, 17, 1000])
  func duplicatePositions(count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    for _ in 0..<10 {
      let first = Int.random(in: 0..<count - 1, using: &random)
      let second = Int.random(in: first + 1..<count, using: &random)
      var names = (0..<count).map { "name\($0)" }
      #expect(throws: Never.self) { try JSONDocument(parsing: Self.object(names)) }
      names[second] = names[first]
      let error = #expect(throws: JSONError.self) {
        try JSONDocument(parsing: Self.object(names))
      }
      guard case .duplicateMember(names[first], let place)? = error?.reason else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(place.line == first + 1)
      #expect(error?.location.line == second + 1)
    }
  }

  @Test("Every member of a large object is found by name, escaped or not, and nothing else")
  func lookup() throws {
    let names = (0..<2_000).map { "k\($0 % 3 == 0 ? "é" : "")\($0)" }
    let document = try JSONDocument(
      parsing: Self.object(names).replacing("é", with: "\\u00e9"))
    for (position, name) in names.enumerated() {
      #expect(document.root[name]?.number?.int64 == Int64(position))
    }
    #expect(document.root["k"] == nil)
    #expect(document.root["k2000"] == nil)
    #expect(document.root["k1 "] == nil)
  }

  @Test("A hundred thousand members with a long common beginning are read")
  func manyMembers() throws {
    let common = String(repeating: "p", count: 100)
    let names = (0..<100_000).map { common + String($0) }
    let document = try JSONDocument(parsing: Self.object(names))
    #expect(document.root.count == 100_000)
    #expect(document.root[common + "99999"]?.number?.int64 == 99_999)
  }

  @Test("What stops a string is seen at every distance from its beginning")
  func stringEnds() throws {
    for length in 0..<40 {
      let plain = String(repeating: "x", count: length)
      for padding in ["", "          "] {
        #expect(
          try JSONDocument(parsing: "\"\(plain)\"\(padding)").root.stringValue == plain)
        #expect(
          try JSONDocument(parsing: "\"\(plain)\\n\"\(padding)").root.stringValue == plain + "\n")
        #expect(
          try JSONDocument(parsing: "\"\(plain)🌃é\"\(padding)").root.stringValue == plain + "🌃é")
        for control in UInt8(0)..<0x20 {
          let text = Array("\"\(plain)".utf8) + [control] + Array("\"\(padding)".utf8)
          let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: text) }
          #expect(error?.location.byteOffset == length + 1)
        }
        let text = Array("\"\(plain)".utf8) + [0xFF] + Array("\"\(padding)".utf8)
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: text) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.location.byteOffset == length + 1)
      }
    }
  }

  @Test("UTF-8 is accepted exactly where the standard library accepts it")
  func encoding() {
    // All two-byte sequences, and all three- and four-byte ones over the bytes at the borders.
    let borders: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var sequences: [[UInt8]] = []
    for a in UInt8(0x80)...0xFF {
      sequences += (UInt8(0x40)...0xFF).map { [a, $0] }
    }
    for a in borders where a >= 0xE0 {
      for b in borders {
        for c in borders { sequences += [[a, b, c]] + borders.map { [a, b, c, $0] } }
      }
    }
    for sequence in sequences where !sequence.contains(0x5C) {
      let isValid = String(validating: sequence, as: UTF8.self) != nil
      let isRead = (try? JSONDocument(parsing: [0x22] + sequence + [0x22])) != nil
      #expect(isRead == isValid, "\(sequence)")
    }
  }

  static func object(_ names: [String]) -> String {
    "{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",\n") + "}"
  }
}
