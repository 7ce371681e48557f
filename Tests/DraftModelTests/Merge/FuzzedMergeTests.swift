import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

/// The laws of a merge, on the drafts that the fuzzer starts from; among them are all that once broke one.
@Suite("Merges of fuzzed drafts")
struct FuzzedMergeTests {
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: Repository.fixture("fuzz/merger").path))
    ?? []).sorted()

  @Test("Swapped sides give the mirrored result; what one side changed is taken", arguments: names)
  func laws(name: String) throws {
    let bytes = Array(try Data(contentsOf: Repository.fixture("fuzz/merger/\(name)")))
    let parts = bytes.split(separator: 0xFF, omittingEmptySubsequences: false)
    let drafts = parts.compactMap { try? Draft(parsing: Array($0)) }
    guard drafts.count == 3 else { return }
    let merge = { (ours: Draft, theirs: Draft) in
      try DraftMerge(base: drafts[0], ours: ours, theirs: theirs).draft.node.canonicalBytes
    }
    let isMirrored = try merge(drafts[1], drafts[2]) == merge(drafts[2], drafts[1])
    #expect(isMirrored)
    for side in drafts.dropFirst() {
      let isTaken = try merge(drafts[0], side) == side.node.canonicalBytes
      #expect(isTaken)
      let isAgreed = try merge(side, side) == side.node.canonicalBytes
      #expect(isAgreed)
    }
  }

  @Test("There are such drafts")
  func areThere() { #expect(Self.names.count >= 5) }
}
