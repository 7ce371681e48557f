/// A source plays here and is of a form that the service does not take.
struct RefusedMediaRule: Rule {
  let id = RuleID.refusedMedia
  let severity = Severity.warning
  let summary = "A source plays here and is of a form that the service does not take"
  let reason = """
    The preview plays whatever can be decoded. The service takes files by their extension, and an export \
    stops at the upload of one that it does not list.
    """
  let good = RuleExample(#"{"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"a.wav"}}]}]}"#)
  let bad = RuleExample(#"{"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"a.flac"}}]}]}"#)

  /// What the service lists, in its order.
  private static let accepted = [
    "mp4", "mov", "avi", "webm", "mkv", "jpg", "png", "gif", "webp", "mp3", "wav", "m4a", "aac",
  ]

  func findings(in context: ValidationContext) -> [Finding] {
    context.usedSources.compactMap { source, node in
      let suffix = FileName(source).fileExtension
      // A name without a known extension is an id, or another rule's matter.
      guard let kind = MediaKind(fileName: source), !Self.accepted.contains(suffix) else {
        return nil
      }
      return finding(
        at: node,
        "\"\(source.prefix(80))\" is not taken by the service, which lists no \".\(suffix)\"",
        advice: "convert it to \(Self.replacement(of: kind)) before the export")
    }
  }

  private static func replacement(of kind: MediaKind) -> String {
    switch kind {
    case .video: "MP4"
    case .image: "PNG or JPEG (.jpg)"
    case .audio: "MP3 or WAV"
    }
  }
}
