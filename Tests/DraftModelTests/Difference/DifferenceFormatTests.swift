import DraftModel
import JSONTree
import Testing

@Suite("The formats of a difference")
struct DifferenceFormatTests {
  private static func difference(title: String) throws -> DraftDifference {
    let title = String(decoding: JSONValue.string(title).serialized(), as: UTF8.self)
    let old = #"{"t":[{"tt":7,"sg":[{"id":"t1","s":0,"d":1000,"m":{"text":"Old"}}]}]}"#
    let new = #"{"t":[{"tt":7,"sg":[{"id":"t1","s":0,"d":1000,"m":{"text":\#(title)}}]}]}"#
    return DraftDifference(
      from: try Draft(parsing: Array(old.utf8)), to: try Draft(parsing: Array(new.utf8)))
  }

  @Test("Text counts the changes, and has colour only where it is asked for")
  func text() throws {
    let difference = try Self.difference(title: "New")
    #expect(
      difference.text() == """
        1 change: 1 changed
        ~ "New" [t1], text track 1: text "Old" → "New"
        """)
    #expect(difference.text(isColored: true).contains("\u{1B}[33m~ "))
  }

  @Test(
    "No title can break out of its line or its cell",
    arguments: ["a\nb", "a|b", "<img src=x>", "[x](http://y)", "\u{1B}[2J", "@everyone", "`x`"])
  func escaping(title: String) throws {
    let difference = try Self.difference(title: title)
    #expect(difference.text().split(separator: "\n").count == 2)
    #expect(!difference.text().contains("\u{1B}"))
    let row = try #require(difference.markdown.split(separator: "\n").last)
    #expect(row.count(of: "|") - row.count(of: "\\|") == 4)
    #expect(!row.contains("<") && !row.contains("@"))
    for mark in ["[", "`"] {
      #expect(row.count(of: mark) == row.count(of: "\\\(mark)"))
    }
  }

  @Test("JSON has the schema, each change with both sides, and the patch")
  func json() throws {
    let json = try Self.difference(title: "New").json
    #expect(json["schema"] == "roughcut.diff/1")
    let change = try #require(json["changes"]?[0])
    #expect(change["edit"] == "changed" && change["field"] == "/m/text")
    #expect(change["from"] == "Old" && change["to"] == "New")
    #expect(change["old"]?["pointer"] == "/t/0/sg/0" && change["new"]?["id"] == "t1")
    #expect(json["patch"]?[0]?["op"] == "replace")
    #expect(json["patch"]?[0]?["path"] == "/t/0/sg/0/m/text")
  }

  @Test("A patch goes into the draft's own envelope, the rest of which keeps its bytes")
  func envelope() throws {
    let state =
      #"{ "video_infos" : [ ],  "draft":{"t":[{"tt":7,"sg":[{"id":"t1","s":0,"d":1000, "m":{"text":"Old"}}]}]}}"#
    let old = try Draft(parsing: Array(state.utf8))
    let patched = try Self.difference(title: "New").patched(old)
    #expect(
      String(decoding: patched.bytes, as: UTF8.self)
        == state.replacing("Old", with: "New"))
    let own = DraftDifference(from: old, to: patched)
    let place = try #require(JSONPointer("/draft/t/0/sg/0/m/text"))
    #expect(own.documentPatch.operations == [.test(place, "Old"), .replace(place, "New")])
  }

  @Test(
    "What is no patch is refused with a sentence that says what to do",
    arguments: [
      "{", "7", #"{"schema":"roughcut.diff/9","patch":[]}"#, #"[{"op":"jump","path":""}]"#,
    ])
  func refusals(text: String) {
    let error = #expect(throws: DraftPatchError.self) {
      _ = try DraftPatch(parsing: Array(text.utf8))
    }
    #expect((error?.description.count ?? 0) > 20)
  }

  @Test("A patch for another draft, or one that leaves no draft, is refused")
  func mismatch() throws {
    let draft = try Draft(parsing: Array(#"{"t":[]}"#.utf8))
    #expect(throws: DraftPatchError.self) {
      _ = try Self.difference(title: "New").patched(draft)
    }
    let emptied = try DraftPatch([["op": "remove", "path": "/t"]])
    let error = #expect(throws: DraftPatchError.self) { _ = try emptied.applied(to: draft) }
    guard case .leavesNoDraft? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}

extension Substring {
  /// How often a text stands in this one.
  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
