import Foundation
import JSONTree
import TestSupport
import Testing

@Suite(
  "JSONTestSuite",
  .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
struct JSONTestSuiteTests {
  static let parsing = Repository.sharedTestData.appending(path: "json-test-suite")
    .appendingPathComponent("test_parsing")
  static let transform = Repository.sharedTestData.appending(path: "json-test-suite")
    .appendingPathComponent("test_transform")

  /// Well-formed by RFC 8259, which only says that names should differ; refused by the draft
  /// format, rule 1.4.
  static let refusedDuplicates: Set = [
    "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
  ]

  @Test("What RFC 8259 accepts is accepted and kept byte for byte")
  func accepted() throws {
    let names = try Repository.names(in: Self.parsing, prefix: "y_")
    #expect(names.count == 95)
    for name in names {
      let bytes = try Repository.bytes(of: Self.parsing.appendingPathComponent(name))
      if Self.refusedDuplicates.contains(name) {
        let error = #expect(throws: JSONError.self, "\(name)") { try JSONDocument(parsing: bytes) }
        #expect(
          error?.reason
            == .duplicateMember("a", first: JSONLocation(line: 1, column: 2, byteOffset: 1)))
        continue
      }
      let document = try JSONDocument(parsing: bytes)
      #expect(document.bytes == bytes, "\(name)")
      let again = try JSONDocument(parsing: document.root.value.serialized())
      #expect(again.root.value == document.root.value, "\(name)")
    }
  }

  @Test("What RFC 8259 refuses is refused with a line and a column")
  func refused() throws {
    let names = try Repository.names(in: Self.parsing, prefix: "n_")
    #expect(names.count == 188)
    for name in names {
      let bytes = try Repository.bytes(of: Self.parsing.appendingPathComponent(name))
      let error = #expect(throws: JSONError.self, "\(name)") { try JSONDocument(parsing: bytes) }
      guard let location = error?.location else { continue }
      #expect(location.line >= 1 && location.column >= 1, "\(name)")
      #expect(0...bytes.count ~= location.byteOffset, "\(name)")
    }
  }

  /// The choices that RFC 8259 leaves to a reader, as the documentation of `JSONDocument` states
  /// them.
  enum Choice { case kept, loneSurrogate, invalidUTF8, byteOrderMark, unexpected }

  static let choices: [String: Choice] = [
    "i_number_double_huge_neg_exp.json": .kept,
    "i_number_huge_exp.json": .kept,
    "i_number_neg_int_huge_exp.json": .kept,
    "i_number_pos_double_huge_exp.json": .kept,
    "i_number_real_neg_overflow.json": .kept,
    "i_number_real_pos_overflow.json": .kept,
    "i_number_real_underflow.json": .kept,
    "i_number_too_big_neg_int.json": .kept,
    "i_number_too_big_pos_int.json": .kept,
    "i_number_very_big_negative_int.json": .kept,
    "i_object_key_lone_2nd_surrogate.json": .loneSurrogate,
    "i_string_1st_surrogate_but_2nd_missing.json": .loneSurrogate,
    "i_string_1st_valid_surrogate_2nd_invalid.json": .loneSurrogate,
    "i_string_UTF-16LE_with_BOM.json": .invalidUTF8,
    "i_string_UTF-8_invalid_sequence.json": .invalidUTF8,
    "i_string_UTF8_surrogate_U+D800.json": .invalidUTF8,
    "i_string_incomplete_surrogate_and_escape_valid.json": .loneSurrogate,
    "i_string_incomplete_surrogate_pair.json": .loneSurrogate,
    "i_string_incomplete_surrogates_escape_valid.json": .loneSurrogate,
    "i_string_invalid_lonely_surrogate.json": .loneSurrogate,
    "i_string_invalid_surrogate.json": .loneSurrogate,
    "i_string_invalid_utf-8.json": .invalidUTF8,
    "i_string_inverted_surrogates_U+1D11E.json": .loneSurrogate,
    "i_string_iso_latin_1.json": .invalidUTF8,
    "i_string_lone_second_surrogate.json": .loneSurrogate,
    "i_string_lone_utf8_continuation_byte.json": .invalidUTF8,
    "i_string_not_in_unicode_range.json": .invalidUTF8,
    "i_string_overlong_sequence_2_bytes.json": .invalidUTF8,
    "i_string_overlong_sequence_6_bytes.json": .invalidUTF8,
    "i_string_overlong_sequence_6_bytes_null.json": .invalidUTF8,
    "i_string_truncated-utf-8.json": .invalidUTF8,
    "i_string_utf16BE_no_BOM.json": .unexpected,
    "i_string_utf16LE_no_BOM.json": .unexpected,
    "i_structure_500_nested_arrays.json": .kept,
    "i_structure_UTF-8_BOM_empty_object.json": .byteOrderMark,
  ]

  @Test("What RFC 8259 leaves open is decided, each case by the table")
  func decided() throws {
    let names = try Repository.names(in: Self.parsing, prefix: "i_")
    #expect(Set(names) == Set(Self.choices.keys))
    for name in names {
      let bytes = try Repository.bytes(of: Self.parsing.appendingPathComponent(name))
      #expect(Self.outcome(of: bytes) == Self.choices[name], "\(name)")
    }
  }

  @Test("Transformable documents keep their spelling, or are refused for duplicates and surrogates")
  func transformed() throws {
    let names = try Repository.names(in: Self.transform)
    #expect(names.count == 22)
    for name in names {
      let bytes = try Repository.bytes(of: Self.transform.appendingPathComponent(name))
      if name.hasPrefix("object_same_key") {
        let error = #expect(throws: JSONError.self, "\(name)") { try JSONDocument(parsing: bytes) }
        guard case .duplicateMember("a", _)? = error?.reason else {
          Issue.record("\(name): \(String(describing: error))")
          continue
        }
      } else if name.contains("escaped_invalid_codepoint") {
        #expect(Self.outcome(of: bytes) == .loneSurrogate, "\(name)")
      } else if name.contains("invalid_codepoint") {
        // These files hold U+FFFD, which is a character like others.
        let isReplaced = String(validating: bytes, as: UTF8.self) != nil
        #expect(Self.outcome(of: bytes) == (isReplaced ? .kept : .invalidUTF8), "\(name)")
      } else {
        let document = try JSONDocument(parsing: bytes)
        #expect(document.bytes == bytes, "\(name)")
        let trimmed = bytes.filter { !" \n".utf8.contains($0) }
        #expect(document.root.value.serialized() == trimmed, "\(name)")
      }
    }
  }

  private static func outcome(of bytes: [UInt8]) -> Choice? {
    do {
      return try JSONDocument(parsing: bytes).bytes == bytes ? .kept : nil
    } catch {
      return switch error.reason {
      case .loneSurrogate: .loneSurrogate
      case .invalidUTF8: .invalidUTF8
      case .byteOrderMark: .byteOrderMark
      case .unexpectedCharacter: .unexpected
      default: nil
      }
    }
  }
}
