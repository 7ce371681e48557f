import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("Canonical form")
struct CanonicalFormTests {
  static let folder = Repository.sharedTestData.appending(path: "jcs")

  @Test(
    "The published inputs give the published outputs, to the byte",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func published() throws {
    let data = CanonicalFormTests.folder.appendingPathComponent("testdata")
    let names = try Repository.names(in: data.appendingPathComponent("input"))
    #expect(names.count == 6)
    for name in names {
      let input = try Repository.bytes(of: data.appendingPathComponent("input/\(name)"))
      let output = try Repository.bytes(of: data.appendingPathComponent("output/\(name)"))
      let hexadecimal = String(
        decoding: try Repository.bytes(
          of: data.appendingPathComponent("outhex/\(name.dropLast(4))txt")), as: UTF8.self)
      let canonical = try JSONDocument(parsing: input).root.canonicalBytes
      #expect(canonical == output, "\(name)")
      #expect(
        canonical == hexadecimal.split(whereSeparator: \.isWhitespace).map { UInt8($0, radix: 16) },
        "\(name)")
      #expect(try JSONDocument(parsing: input).root.value.canonicalBytes == output, "\(name)")
    }
  }

  @Test(
    "Doubles are spelt as ECMAScript spells them",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: [("es6testfile-1k.txt", 1_000), ("es6testfile-10k.txt", 10_000)])
  func doubles(file: String, count: Int) throws {
    let text = String(
      decoding: try Repository.bytes(of: CanonicalFormTests.folder.appendingPathComponent(file)),
      as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == count)
    for line in lines {
      let parts = line.split(separator: ",")
      let pattern = try #require(UInt64(parts[0], radix: 16))
      let number = try #require(JSONNumber(Double(bitPattern: pattern)), "\(line)")
      #expect(number.text == parts[1])
      // The canonical spelling of a canonical spelling is itself.
      #expect(number.canonicalText == parts[1])
    }
  }

  @Test(
    "Numbers take the spelling of their double, beyond doubles that of their digits",
    arguments: [
      ("-0", "0"), ("1.0", "1"), ("1E3", "1000"), ("0.000001", "0.000001"), ("1e-7", "1e-7"),
      ("12345678901234567890", "12345678901234567000"), ("1e21", "1e+21"),
      ("123e-400", "0"), ("10e399", "1e+400"), ("-1.50e400", "-1.5e+400"),
      ("1e99999999999999999999", "1e99999999999999999999"),
      ("1e9223372036854775807", "1e+9223372036854775807"),
      ("372031E9223372036854775807", "3.72031e+9223372036854775812"),
      ("3720310E9223372036854775806", "3.72031e+9223372036854775812"),
      ("-12e-9223372036854775808", "0"),
    ])
  func numbers(spelling: String, canonical: String) throws {
    #expect(try JSONDocument(parsing: spelling).root.canonicalBytes == Array(canonical.utf8))
  }

  @Test("Members are ordered by the UTF-16 of their names, at every pair of scalars near a border")
  func order() throws {
    let scalars: [UInt32] = [
      0, 0x1F, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F303,
      0x10FFFF,
    ]
    let names = scalars.compactMap { Unicode.Scalar($0).map { "a\($0)b" } } + ["", "a"]
    let expected = names.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
    let object = JSONValue.object(names.shuffled().map { JSONMember($0, .null) })
    let canonical = try JSONDocument(parsing: object.canonicalBytes)
    #expect(canonical.root.members.map { Array($0.key.utf8) } == expected.map { Array($0.utf8) })
  }

  @Test("A document and its canonical form mean the same", arguments: SeededGenerator.seeds(300))
  func meaning(seed: UInt64) throws {
    let document = try JSONDocument(parsing: RandomDocument(seed: seed).text)
    let canonical = try JSONDocument(parsing: document.root.canonicalBytes)
    #expect(canonical.root.canonicalBytes == canonical.bytes)
    #expect(document.root.value.canonicalBytes == canonical.bytes)
    #expect(canonical.root.count == document.root.count)
  }
}
