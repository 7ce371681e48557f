import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("A pointer")
struct JSONPointerTests {
  /// RFC 6901, section 5.
  static let example = #"""
    {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6,
     " ": 7, "m~n": 8}
    """#

  @Test(
    "The table of RFC 6901 holds",
    arguments: [
      ("/foo", #"["bar", "baz"]"#), ("/foo/0", #""bar""#), ("/", "0"), ("/a~1b", "1"),
      ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"), (#"/i\j"#, "5"), (#"/k"l"#, "6"), ("/ ", "7"),
      ("/m~0n", "8"), ("", example),
    ])
  func table(text: String, value: String) throws {
    let document = try JSONDocument(parsing: Self.example)
    let pointer = try #require(JSONPointer(text))
    let node = try #require(document.node(at: pointer))
    #expect(String(decoding: node.bytes, as: UTF8.self) == value)
    #expect(node.pointer == pointer)
    #expect(pointer.description == text)
  }

  @Test("Text that is no pointer is refused", arguments: ["a", " /a", "/~", "/~2", "/a~", "#/a"])
  func malformed(text: String) {
    #expect(JSONPointer(text) == nil)
  }

  @Test(
    "Element numbers are digits without leading zeros and within the array",
    arguments: [
      "/foo/2", "/foo/-1", "/foo/01", "/foo/-", "/foo/+1", "/foo/1.0", "/foo/1e0",
      "/foo/99999999999999999999", "/foo/", "/foo/bar", "/foo/0/0", "/foo/٠", "/nothing",
    ])
  func nowhere(text: String) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(try JSONDocument(parsing: Self.example).node(at: pointer) == nil)
  }

  @Test("Names that are only canonically equivalent are different names")
  func normalisation() throws {
    let document = try JSONDocument(parsing: #"{"\#u{E9}":1,"e\#u{301}":2}"#)
    #expect(document.root["\u{E9}"]?.number?.text == "1")
    #expect(document.root["e\u{301}"]?.number?.text == "2")
    let (one, two) = (JSONPointer(["\u{E9}"]), JSONPointer(["e\u{301}"]))
    #expect(one != two)
    #expect(Set([one, two, one]).count == 2)
    #expect(document.node(at: two)?.pointer == two)
  }

  @Test("Pointers are ordered: containers first, elements by number, members by UTF-8")
  func order() throws {
    let texts = ["", "/0", "/2", "/2/a", "/2/b", "/10", "/A", "/a", "/a/b", "/ab", "/é"]
    let pointers = texts.compactMap { JSONPointer($0) }
    #expect(pointers.count == texts.count)
    #expect(pointers.shuffled().sorted() == pointers)
  }

  @Test("Parents, prefixes and appending agree")
  func relations() throws {
    let pointer = JSONPointer.root.appending("t").appending(3).appending("a/~b")
    #expect(pointer.description == "/t/3/a~1~0b")
    #expect(JSONPointer(pointer.description) == pointer)
    #expect(pointer.parent?.description == "/t/3")
    #expect(JSONPointer.root.parent == nil)
    #expect(JSONPointer.root.isPrefix(of: pointer))
    #expect(pointer.isPrefix(of: pointer))
    #expect(pointer.parent?.isPrefix(of: pointer) == true)
    #expect(!pointer.isPrefix(of: JSONPointer(["t", "3"])))
    #expect(!JSONPointer(["t", "30"]).isPrefix(of: JSONPointer(["t", "3", "0"])))
  }

  @Test("It encodes as its text")
  func encoding() throws {
    let pointers = [JSONPointer(["t", "0", "a/b~c"]), .root]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let text = String(decoding: try encoder.encode(pointers), as: UTF8.self)
    #expect(text == #"["/t/0/a~1b~0c",""]"#)
  }

  @Test("Every value's own pointer leads back to it", arguments: SeededGenerator.seeds(100))
  func roundTrip(seed: UInt64) throws {
    let document = try JSONDocument(parsing: RandomDocument(seed: seed).text)
    for node in document.root.withDescendants {
      let pointer = node.pointer
      #expect(document.node(at: pointer)?.byteRange == node.byteRange, "\(pointer)")
      #expect(JSONPointer(pointer.description) == pointer)
    }
  }
}
