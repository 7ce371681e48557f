/// A source is of a kind that is never opened, or cannot be decoded.
struct UnsupportedMediaRule: Rule {
  let id = RuleID.unsupportedMedia
  let severity = Severity.error
  let summary = "A source is of a kind that is never opened, or cannot be decoded"
  let reason = """
    A draft is untrusted, so media are opened from single files in known containers only: no playlists, \
    no pipes, no streams. A slate is drawn in its place.
    """
  let good = RuleExample(#"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(#"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"live/stream.m3u8"}}]}]}"#)

  /// The protocols that a source can name (format section 4).
  private static let protocols: Set<Substring> = ["file", "http", "https", "asset"]
  /// Extensions of lists of media, of documents and of drawings, none of which hold frames or samples.
  private static let foreign: Set<String> = [
    "m3u8", "m3u", "mpd", "pls", "ism", "f4m", "ffconcat", "concat", "svg", "pdf", "psd", "ai",
    "txt", "html", "json", "xml", "zip", "srt", "vtt",
  ]

  func findings(in context: ValidationContext) -> [Finding] {
    context.usedSources.compactMap { source, node in
      reason(of: source, in: context).map {
        finding(
          at: node, "\"\(source.prefix(80))\" cannot be played: \($0)",
          advice: "convert it to MP4, PNG or MP3")
      }
    }
  }

  private func reason(of source: String, in context: ValidationContext) -> String? {
    if case .unsupported(let reason) = context.environment.media?[ExactText(source)] {
      return reason
    }
    if context.facts(of: source) != nil { return nil }
    if let scheme = scheme(of: source), !Self.protocols.contains(scheme) {
      return "\"\(scheme):\" is not opened"
    }
    let suffix = FileName(source).fileExtension
    return Self.foreign.contains(suffix) ? "\".\(suffix)\" is no media file" : nil
  }

  /// What stands before the first colon, by the grammar of RFC 3986; nothing for a drive letter.
  ///
  /// FFmpeg's own protocols may have options after two commas: `subfile,,start,0,end,9,,:a.mp4`.
  private func scheme(of source: String) -> Substring? {
    guard let colon = source.firstIndex(of: ":") else { return nil }
    let head = source[..<colon]
    let name = head.prefix { $0 != "," }
    guard head.dropFirst(name.count).isEmpty || head.dropFirst(name.count).hasPrefix(",,") else {
      return nil
    }
    let isWellFormed = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
    }
    return name.count > 1 && isWellFormed && name.first?.isLetter == true
      ? name.lowercased()[...] : nil
  }
}
