import DraftModel
import DraftTesting
import Foundation
import JSONTree
import LibAV
import Regression
import RenderPlanning
import Synchronization
import TestSupport
import Testing

/// The expectations are met quietly, and an unmet one is an issue at the caller's line.
@Suite struct ExpectDraftTests {
  private let draft: Draft
  private let quieter: Draft

  init() throws {
    draft = try Draft(parsing: Array(CaseFolder.draft.utf8))
    quieter = try Draft(parsing: Array(CaseFolder.draft.replacing("0.8", with: "0.5").utf8))
  }

  /// The issues that the body records, which are no failures of this test.
  private func issues(_ body: () async -> Void) async -> [String] {
    let found = Mutex<[String]>([])
    await withKnownIssue {
      await body()
    } matching: { issue in
      found.withLock { $0.append(issue.comments.map(\.rawValue).joined(separator: "\n")) }
      return true
    }
    return found.withLock { $0 }
  }

  @Test("A program, a recipe, a transform and a function are alike")
  func kinds() async throws {
    let recipe = try Recipe([["volume": ["target": "audio 1, segment 1", "to": 0.5]]])
    let kinds: [Transformation] = [
      .program(["sed", "s/0\\.8/0.5/"], in: "/"), .recipe(recipe), .transforms(recipe.steps),
      .function { [quieter] _ in quieter },
    ]
    for kind in kinds {
      let result = await expectDraft(
        draft, after: kind, matches: quieter,
        holding: [.valid, .duration(.unchanged), .idempotent, .tracks([.audio: 1])])
      #expect(result != nil)
    }
  }

  @Test("Each thing that is wrong is an issue of its own")
  func wrong() async throws {
    let louder = Transformation.program(["sed", "s/0\\.8/0.88/"], in: "/")
    let issues = await issues {
      await expectDraft(
        draft, after: louder, matches: quieter, holding: [.idempotent, .tracks([.text: 1])])
    }
    try #require(issues.count == 3)
    #expect(issues[0].hasPrefix("idempotent: run on its own result it changes that again"))
    #expect(issues[1].hasPrefix("tracks: the result has 0 text"))
    #expect(issues[2].contains("volume"))
  }

  @Test("A transformation that gives nothing is one issue, and no result")
  func nothing() async throws {
    let issues = await issues {
      let result = await expectDraft(
        draft, after: .program(["false"], in: "/"), matches: draft, holding: [.valid])
      #expect(result == nil)
    }
    #expect(issues == ["ended with status 1"])
  }

  @Test("Pictures are held to those of a folder")
  func frames() async throws {
    try GeneratedMedia.files(["solid-red.png", "solid-blue.png"])
    let media = GeneratedMedia.folder.path
    let text = CaseFolder.draft.replacing("\"red.png\"", with: "\"solid-red.png\"")
      .replacing("\"blue.png\"", with: "\"solid-blue.png\"")
    let draft = try Draft(parsing: Array(text.utf8))
    let folder = try TemporaryFolder()
    let start = TimeExpression.time(.zero)
    let sources = DraftPictures.Sources(folder: media)
    let missing = await issues {
      expectFrames(of: draft, at: [start], match: folder.url.path, sources: sources)
    }
    #expect(missing.count == 1)
    try FileManager.default.copyItem(
      at: try GeneratedMedia.file("solid-red.png"), to: folder.file("0s.png"))
    // The accepted picture is of the medium's own size.
    let size = try MediaProbe.probe(path: folder.file("0s.png").path).video
    let video = try #require(size)
    expectFrames(
      of: draft, at: [start], match: folder.url.path, sources: sources,
      size: .exact(width: video.width, height: video.height))
  }
}
