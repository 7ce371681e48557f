/// A file is larger than the service takes.
struct MediaTooLargeRule: Rule {
  let id = RuleID.mediaTooLarge
  let severity = Severity.error
  let summary = "A file is larger than the service takes"
  let reason = """
    The skills take files of up to 500 MB, some of up to 200 MB; a larger one is refused when the export \
    uploads it.
    """
  let good = RuleExample(
    #"{"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"a.wav"}}]}]}"#, in: Self.file(ofMegabytes: 80))
  let bad = RuleExample(
    #"{"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"a.wav"}}]}]}"#, in: Self.file(ofMegabytes: 800))

  private static func file(ofMegabytes megabytes: Int64) -> ValidationEnvironment {
    ValidationEnvironment(media: [
      "a.wav": .readable(
        SourceFacts(
          kind: .audio, duration: Milliseconds(5000), bytes: megabytes * 1_000_000, hasSound: true))
    ])
  }

  func findings(in context: ValidationContext) -> [Finding] {
    let limit = context.environment.sizeLimitBytes
    return context.usedSources.compactMap { source, node in
      guard let bytes = context.facts(of: source)?.bytes, bytes > limit else { return nil }
      return finding(
        at: node,
        "\"\(source.prefix(80))\" has \(bytes / 1_000_000) MB, more than \(limit / 1_000_000) MB",
        advice: "compress or trim the file")
    }
  }
}
