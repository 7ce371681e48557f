import DraftModel
import JSONTree
import TestSupport
import Testing

/// Each escaper, over every scalar that alters the display and over random text.
@Suite("Escaping")
struct EscapingTests {
  private static let altering: [Unicode.Scalar] = (0...0x10FFFF as ClosedRange<UInt32>)
    .compactMap { Unicode.Scalar($0) }.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalar.value != 0x200D
      default: false
      }
    }

  /// Text that holds the signs of every surface, each beside scalars that hide it in a grapheme.
  private static func text(_ generator: inout SeededGenerator) -> String {
    let signs = Array("<>&\"'`|[]()*_#@:/.\\{}!~$%,;\r\n\t wab1-".unicodeScalars)
    let others: [Unicode.Scalar] = [
      "\u{301}", "\u{200D}", "\u{FE0F}", "\u{1F1E6}", "\u{E9}", "\u{4E2D}",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 1...60, using: &generator) {
      let pool = [signs, signs, altering, others].randomElement(using: &generator) ?? signs
      text.unicodeScalars.append(pool.randomElement(using: &generator) ?? "x")
    }
    return text
  }

  @Test("Every scalar that alters the display is written as its code")
  func everyScalar() {
    #expect(Self.altering.count > 200)
    for scalar in Self.altering {
      let text = "a\(scalar)<b"
      let code = "\\u{\(String(scalar.value, radix: 16))}"
      #expect(text.withoutControls == "a\(code)<b")
      if !"\t\n\r".unicodeScalars.contains(scalar) {
        #expect(text.escapedForHTML == "a\(code)&lt;b")
        #expect(text.escapedForXML == "a\(code)&lt;b")
        #expect(text.escapedForWorkflowCommand(isProperty: true) == "a\(code)<b")
      }
    }
  }

  @Test("No sign of a surface is left in random text, whatever is beside it")
  func random() {
    var generator = SeededGenerator()
    for _ in 0..<3000 {
      let text = Self.text(&generator)
      let outputs = [
        text.escapedForHTML, text.escapedForXML, text.escapedForMarkdown, text.withoutControls,
        text.escapedForSARIF, text.escapedForWorkflowCommand(isProperty: true),
        text.linesWithoutControls(),
      ]
      for output in outputs {
        let left = output.unicodeScalars.filter { Self.alters($0) }
        #expect(left.allSatisfy { "\n\t".unicodeScalars.contains($0) }, "\(generator) \(outputs)")
      }
      for scalar in outputs[0].unicodeScalars where "<>\"'`".unicodeScalars.contains(scalar) {
        Issue.record("\(generator) \(outputs[0])")
      }
      for scalar in outputs[1].unicodeScalars where "<>\"'\n\t".unicodeScalars.contains(scalar) {
        Issue.record("\(generator) \(outputs[1])")
      }
      for scalar in outputs[2].unicodeScalars where "<>@\n\t".unicodeScalars.contains(scalar) {
        Issue.record("\(generator) \(outputs[2])")
      }
      #expect(Self.isQuoted(outputs[2], "`*_[]|~!$"), "\(generator) \(outputs[2])")
      #expect(Self.isQuoted(outputs[4], "[]"), "\(generator) \(outputs[4])")
      #expect(!outputs[5].unicodeScalars.contains("\n"))
    }
  }

  private static func alters(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar.value != 0x200D
    default: false
    }
  }

  /// Whether each of some signs has a backslash that counts before it.
  private static func isQuoted(_ text: String, _ signs: String) -> Bool {
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if signs.unicodeScalars.contains(scalar), !isEscaped { return false }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return true
  }

  @Test(
    "Mentions, references and bare addresses of Markdown are broken by an entity",
    arguments: [
      ("@all", "&#64;&#8203;all"), ("a@b.c", "a&#64;&#8203;b.c"), ("#12", "&#35;&#8203;12"),
      ("# a", "\\# a"), ("https://a.b", "https&#58;&#8203;//a.b"), ("WWW.a", "WWW&#46;&#8203;a"),
      ("gh-1", "gh-&#8203;1"), ("at 1:30: then", "at 1:30: then"), ("a\r\nb\u{2028}c", "a b c"),
      ("\u{600}<b>", "\\\\u{600}&lt;b&gt;"),
    ])
  func markdown(text: String, expected: String) {
    #expect(text.escapedForMarkdown == expected)
  }

  @Test("Lines are kept only where asked for, and tabs only beside them")
  func lines() {
    #expect("a\n\u{1B}[31mb".withoutControls == "a\\u{a}\\u{1b}[31mb")
    #expect("a\r\nb\tc\r\rd".linesWithoutControls() == "a\nb\\u{9}c\\u{d}\\u{d}d")
    #expect("a\tb\r".linesWithoutControls(keepsTabs: true) == "a\tb\\u{d}")
    #expect("a".styledForTerminal(31) == "\u{1B}[31ma\u{1B}[0m")
    #expect("a".styledForTerminal(nil) == "a")
  }

  @Test("Of what a form has rendered only its colours pass, and only where they are wanted")
  func rendered() {
    let text = "\u{1B}[31mred\u{1B}[0m\n\u{1B}]0;x\u{7}\u{1B}[2J\u{1B}[8;1m\u{1B}"
    let rest = "\\u{1b}]0;x\\u{7}\\u{1b}[2J\\u{1b}[8;1m\\u{1b}"
    #expect(text.renderedForTerminal(isColored: true) == "\u{1B}[31mred\u{1B}[0m\n" + rest)
    #expect(text.renderedForTerminal(isColored: false) == "\\u{1b}[31mred\\u{1b}[0m\n" + rest)
  }

  @Test("Names are compared by their scalars, and so are the beginnings of paths")
  func exact() {
    let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
    #expect(composed == decomposed)
    #expect(ExactText(composed) != ExactText(decomposed))
    #expect(Set([ExactText(composed), ExactText(decomposed)]).count == 2)
    #expect(!"/\(composed)/a".isInside(folder: "/\(decomposed)"))
    #expect("/\(composed)/a".isInside(folder: "/\(composed)"))
    #expect("/\(composed)/a".isInside(folder: "/\(composed)/"))
    #expect(!"/ab".isInside(folder: "/a") && "/a".isInside(folder: "/"))
    // The combining mark makes one grapheme with the slash.
    #expect("/a/\u{301}b".isInside(folder: "/a"))
  }

  @Test(
    "Sources that Unicode calls equivalent are two sources: a change from one to the other is told")
  func sources() throws {
    func draft(_ source: String) throws -> Draft {
      try Draft(
        parsing: Array(#"{"t":[{"tt":0,"sg":[{"id":"a","d":9,"m":{"src":"\#(source)"}}]}]}"#.utf8))
    }
    let difference = DraftDifference(
      from: try draft("caf\u{E9}.mp4"), to: try draft("cafe\u{301}.mp4"))
    #expect(!difference.isEmpty)
  }
}
