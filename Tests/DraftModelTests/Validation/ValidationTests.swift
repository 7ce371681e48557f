import DraftModel
import JSONTree
import Testing

@Suite("Validation")
struct ValidationTests {
  static let overlapping = #"{"t":[{"tt":0,"sg":[{"s":0,"d":9,"m":{"src":"a"}},{"s":5,"d":9}]}]}"#

  @Test("Findings come in the order of the document")
  func order() throws {
    let offsets = try Draft(Self.overlapping).validated().compactMap(\.location?.byteOffset)
    #expect(offsets.count > 1)
    #expect(offsets == offsets.sorted())
  }

  @Test("What reading comes upon is among the findings, once")
  func reading() throws {
    let draft = try Draft(Self.overlapping)
    let findings = draft.validated()
    for finding in draft.resolved().findings {
      #expect(findings.filter { $0 == finding }.count == 1)
    }
  }

  @Test("A rule that is off finds nothing; a grade is the severity of all its findings")
  func configuration() throws {
    let draft = try Draft(Self.overlapping)
    let off = try ValidationConfiguration(words: ["overlap": "off", "missing-member": "note"])
    let findings = draft.validated(by: off)
    #expect(!findings.contains { $0.rule == .overlap })
    #expect(findings.filter { $0.rule == .missingMember }.map(\.severity) == [.note])
    #expect(draft.validated().contains { $0.rule == .overlap })
  }

  @Test("A configuration of what does not exist is refused by name")
  func wrongConfiguration() throws {
    let rule = try #require(throws: ValidationConfigurationError.self) {
      try ValidationConfiguration(words: ["overlaps": "off"])
    }
    #expect(rule.reason == .unknownRule)
    #expect(rule.description.contains("overlap,"))
    let grade = try #require(throws: ValidationConfigurationError.self) {
      try ValidationConfiguration(words: ["overlap": "fatal"])
    }
    #expect(grade.reason == .unknownGrade("fatal"))
    #expect(grade.description.contains("off, note, warning, error"))
  }

  @Test("A rule that is off does not fix")
  func fixesOfRulesInForce() throws {
    let draft = try Draft.track(0, #"{"d":10.5,"m":{"src":"a.png"}}"#)
    let off = ValidationConfiguration(grades: [.fractionalTime: .off])
    #expect(draft.fixed(by: off).applied.isEmpty)
    #expect(draft.fixed().applied.count == 1)
  }

  @Test("Without facts about media no rule guesses at them")
  func unprobed() throws {
    let draft = try Draft.track(0, #"{"d":99999,"m":{"src":"a.mp4","in":5}}"#)
    #expect(draft.validated().isEmpty)
  }

  @Test("Every envelope is judged alike, at its own places")
  func envelopes() throws {
    let bare = try Draft(Self.overlapping)
    let state = try Draft(#"{"draft":\#(Self.overlapping)}"#)
    let prefix = JSONPointer.root.appending("draft")
    #expect(
      state.validated().map { "\($0.rule) \($0.pointer)" }
        == bare.validated().map { "\($0.rule) \(prefix.appending($0.pointer))" })
  }

  @Test("Thousands of overlapping segments and titles are judged in one go")
  func large() throws {
    let clips = (0..<3_000).map { #"{"s":\#($0),"d":20000,"m":{"src":"\#($0).mp4"}}"# }
    let titles = (0..<3_000).map { #"{"s":\#($0 * 600),"d":600,"m":{"text":"T"}}"# }
    let draft = try Draft(
      """
      {"t":[{"tt":1,"sg":[\(clips.joined(separator: ","))]},
       {"tt":1,"sg":[\(clips.joined(separator: ","))]},
       {"tt":7,"sg":[\(titles.joined(separator: ","))]}]}
      """)
    #expect(draft.validated().filter { $0.rule == .overlap }.count == 2 * 2_999)
  }
}
