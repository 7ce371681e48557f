import DraftTesting
import Foundation
import Regression
import TestSupport
import Testing

/// The example cases of the repository pass, run as users of the library run theirs.
@Suite struct ExampleCaseTests {
  @Test(arguments: try CaseTree(in: Repository.fixture("transforms/cases").path).entries)
  func passes(_ entry: CaseTree.Entry) async throws {
    try GeneratedMedia.files(["solid-red.png", "solid-blue.png", "lo-fi.m4a"])
    await expectCase(entry)
  }
}
