import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

/// The Swift in the articles: it stands here too, so that it compiles, and runs.
@Suite("Calls in the documentation")
struct DocumentedCallTests {
  private let bytes: [UInt8]
  private let draft: Draft

  init() throws {
    bytes = Array(try Data(contentsOf: Repository.fixture("drafts/urban-dreams.json")))
    draft = try Draft(parsing: bytes)
  }

  @Test("Reading, summing up and validating")
  func reading() throws {
    let draft = try Draft(parsing: bytes)
    let timeline = draft.resolved().timeline
    print(TimelineSummary(timeline).line)
    for finding in draft.validated() { print(finding.message) }
    let findings = draft.validated()
    let worst = findings.map(\.severity).max()
    #expect(worst == nil)
  }

  @Test("Comparing")
  func comparing() throws {
    let (old, new) = (
      draft, try TrimSegment(.id("city"), tail: .time(Milliseconds(9))).applied(to: draft).draft
    )
    let difference = DraftDifference(from: old, to: new)
    print(difference.text())
    let again = try difference.patched(old)  // the new draft, to the byte in canonical form
    #expect(again.node.canonicalBytes == new.node.canonicalBytes)
  }

  @Test("Merging")
  func merging() throws {
    let (base, ours, theirs) = (draft, draft, draft)
    let merge = try DraftMerge(base: base, ours: ours, theirs: theirs)
    if !merge.isClean { print(merge.text) }
    #expect(merge.isClean)
  }

  @Test("Transforming, and what a test of it holds")
  func transforming() throws {
    let result = try TrimSegment(.id("city"), tail: .time(Milliseconds(2000))).applied(to: draft)
    result.changes.forEach { print($0) }
    #expect(!result.changes.isEmpty)
    try promises(of: TrimSegment(.id("city"), tail: .time(Milliseconds(2000))))
  }

  private func promises(of transform: some Transform) throws {
    let result = try transform.applied(to: draft).draft
    let difference = DraftDifference(from: draft, to: result)
    #expect(difference.changes.allSatisfy { if case .trimmed = $0.edit { true } else { false } })
    #expect(result.validated().allSatisfy { $0.severity < .error })
  }

  @Test("All Swift of the articles stands in this file")
  func complete() throws {
    let words = { (text: String) in
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let here = words(try String(contentsOf: URL(filePath: #filePath), encoding: .utf8))
    let folder = Repository.root.appending(path: "Sources/DraftModel/DraftModel.docc")
    var count = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for block in text.split(separator: "```swift\n").dropFirst() {
        let code = words(String(block.prefix { $0 != "`" }))
        #expect(here.contains(code), "\(file): \(code)")
        count += 1
      }
    }
    #expect(count >= 6)
  }
}
