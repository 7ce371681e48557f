import DraftModel
import JSONTree

extension Draft {
  /// Reads a draft from its text.
  init(_ text: String) throws { try self.init(parsing: Array(text.utf8)) }

  /// A draft of one track with the given segments' text.
  static func track(_ type: Int, _ segments: String, extra: String = "") throws -> Draft {
    try Draft(#"{"t":[{"tt":\#(type),"sg":[\#(segments)]}]\#(extra)}"#)
  }

  /// The rules that reading this draft breaks, each named once for every finding, sorted.
  var brokenRules: [RuleID] { resolved().findings.map(\.rule).sorted() }
}

extension Timeline {
  /// Every segment's place in milliseconds, track by track.
  var spans: [[ClosedRange<Int64>]] {
    tracks.map { $0.segments.map { $0.span.start.rawValue...$0.span.end.rawValue } }
  }
}
