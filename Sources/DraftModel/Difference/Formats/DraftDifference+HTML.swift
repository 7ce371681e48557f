/// The pictures that stand beside a change on a page, as what an image's `src` takes: an address, or the bytes in a
/// `data:` address.
public struct ChangePictures: Hashable, Sendable {
  /// Where they were taken.
  public let place: ChangePlace
  /// The picture of the old draft; nothing where it has none.
  public let before: String?
  /// The picture of the new draft; nothing where it has none.
  public let after: String?

  /// Names the pictures of a change.
  public init(at place: ChangePlace, before: String?, after: String?) {
    self.place = place
    self.before = before
    self.after = after
  }
}

extension DraftDifference {
  /// The changes as a page that needs nothing but itself: both timelines, then every change, with pictures where there
  /// are any.
  ///
  /// - Parameters:
  ///   - old: What people call the old draft.
  ///   - new: What people call the new draft.
  ///   - pictures: The pictures of changes, by their numbers in ``changes``.
  public func html(
    from old: String, to new: String, pictures: [Int: ChangePictures] = [:]
  ) -> String {
    let all = words
    let heading = isEmpty ? sameness : Self.heading(all.map(\.sign))
    let items = all.map { Self.item($0, pictures[$0.change]) }
    let notes = notes.map { "\n<p>\($0.escapedForHTML)</p>" }.joined()
    let list = items.isEmpty ? "" : "<ol class=\"changes\">\n\(items.joined())</ol>\n"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(old.escapedForHTML) → \(new.escapedForHTML)</title>
      <style>
      \(DifferencePage.style)
      </style>
      </head>
      <body>
      <header>
      <h1><span>\(old.escapedForHTML)</span> <i>→</i> <span>\(new.escapedForHTML)</span></h1>
      <p>\(heading.escapedForHTML)</p>\(notes)
      </header>
      <main>
      \(DifferencePage(self).timelines)
      \(list)</main>
      </body>
      </html>

      """
  }

  private static func item(_ words: ChangeWords, _ pictures: ChangePictures?) -> String {
    let sides = [
      ("before", pictures?.before, pictures?.place.old),
      ("after", pictures?.after, pictures?.place.new),
    ]
    let shown = sides.compactMap { side, source, time -> String? in
      guard let source, let time else { return nil }
      let label = "\(side), at \(time)s"
      return "<figure><img src=\"\(source.escapedForHTML)\" alt=\"\(label)\" loading=\"lazy\">"
        + "<figcaption>\(label)</figcaption></figure>"
    }
    let row = shown.isEmpty ? "" : "<div class=\"pictures\">\(shown.joined())</div>\n"
    return """
      <li class="\(words.sign.name)">
      <p><b>\(words.subject.escapedForHTML)</b> \(words.predicate.escapedForHTML)</p>
      \(row)</li>

      """
  }
}

extension ChangeWords.Sign {
  /// The name under which a page colours it.
  var name: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .moved: "moved"
    case .changed: "changed"
    }
  }
}
