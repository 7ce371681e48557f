import JSONTree

/// One or more changes in words: what they are about, what happened, and a sign that says so at a glance.
struct ChangeWords {
  /// How the change is marked.
  enum Sign: String {
    case added = "+"
    case removed = "-"
    case moved = ">"
    case changed = "~"
  }

  let sign: Sign
  /// What changed, without what happened.
  let subject: String
  /// What happened, without what it happened to.
  let predicate: String
  /// The number of the change, or of the first one of several that are gathered, in
  /// ``DraftDifference/changes``.
  let change: Int
}

extension DraftDifference {
  /// The most bytes of an id that names something to people though a service may write ids anew.
  private static let longestName = 12

  /// The changes in words, those that are one for a person gathered; places on the frame grid of the draft that
  /// they are in.
  var words: [ChangeWords] {
    ChangeGathering(changes).groups.map { group in
      let change = changes[group.changes[0]]
      let members = group.changes.map { changes[$0] }
      return switch group.kind {
      case .single:
        ChangeWords(
          sign: change.sign, subject: subject(of: change), predicate: predicate(of: change),
          change: group.changes[0])
      case .track:
        ChangeWords(
          sign: change.sign, subject: subject(of: change),
          predicate: predicate(of: change) + held(members.dropFirst()), change: group.changes[0])
      case .bulk:
        ChangeWords(
          sign: change.sign, subject: subject(ofBulk: group),
          predicate: group.edits.map { predicate(of: changes[$0], isBulk: true) }
            .joined(separator: ", "), change: group.changes[0])
      case .segments:
        ChangeWords(
          sign: change.sign, subject: several(members),
          predicate: change.edit == .added
            ? "added between \(new(span(of: members)))"
            : "removed from between \(old(span(of: members)))", change: group.changes[0])
      }
    }
  }

  /// What is not a change and yet worth a line; empty if there is no such thing.
  var notes: [String] {
    guard changedIdentifiers > 0, !showsIdentifiers else { return [] }
    let ids = changedIdentifiers == 1 ? "1 id is" : "\(changedIdentifiers) ids are"
    return ["note: \(ids) new; --ids lists them"]
  }

  func subject(of change: Change) -> String {
    switch change.subject {
    case .draft: "draft"
    case .envelope: "envelope"
    case .track(let old, let new): (new ?? old)?.label ?? ""
    case .segment(let old, let new): name(old, new)
    case .segments(let pairs):
      if case .swapped = change.edit { swapped(pairs) } else { several(pairs, change) }
    }
  }

  /// The label, the id and the track: `clip [s3], video track 1`.
  ///
  /// An id that is another one in the other draft names the segment to nobody, and a long one does not if a
  /// service writes ids anew.
  private func name(_ before: SegmentMention?, _ after: SegmentMention?) -> String {
    guard let mention = after ?? before else { return "" }
    let isKept = before == nil || after == nil || before?.id == after?.id
    let isName = changedIdentifiers == 0 || (mention.id?.utf8.count ?? 0) <= Self.longestName
    let id =
      showsIdentifiers || isKept && isName
      ? mention.id.map { " [\($0.onOneLine(limit: 40))]" } ?? "" : ""
    return "\(mention.what)\(id), \(mention.track.label)"
  }

  private func swapped(_ pairs: [SegmentPair]) -> String {
    "\(pairs.map(\.new.what).joined(separator: " and ")), \(pairs.first?.new.track.label ?? "")"
  }

  private func several(_ pairs: [SegmentPair], _ change: Change) -> String {
    let tracks = Set(pairs.map(\.old.track.number)).count
    let where_ = tracks == 1 ? pairs.first?.old.track.label ?? "" : "\(tracks) tracks"
    let count = "\(pairs.count) segments, \(where_)"
    guard case .shifted(_, let reachesEnd) = change.edit, let start = pairs.first?.old.span.start
    else { return count }
    return reachesEnd
      ? "everything from \(old(start)) on (\(count))" : "\(count), from \(old(start)) on"
  }

  func predicate(of change: Change, isBulk: Bool = false) -> String {
    switch change.edit {
    case .moved where isBulk: movedTracks(change)
    case .trimmed(let head, let tail) where isBulk: trimmed(head, tail)
    case .retimed(let from, let to) where isBulk: "retimed from \(from.times) to \(to.times)"
    case .swapped(let between, let by): swapped(change, between, by)
    case .added: change.newSpan.map { "added at \(new($0))" } ?? "added"
    case .removed: change.oldSpan.map { "removed from \(old($0))" } ?? "removed"
    case .reordered(let from, let to):
      "moves from place \(from) to place \(to) in the painting order"
    case .moved: moved(change)
    case .shifted(let by, _):
      change.newSpan.flatMap { span in
        if case .segments = change.subject { nil } else { "moves by \(by.signed) to \(new(span))" }
      } ?? "moves by \(by.signed)"
    case .trimmed(let head, let tail): trimmed(head, tail) + nowAt(change)
    case .slipped(let by): "slipped by \(by.signed) of its source"
    case .retimed(let from, let to): "retimed from \(from.times) to \(to.times)" + nowAt(change)
    case .replaced(let from, let to):
      "replaced: \(Self.quoted(from)) → \(Self.quoted(to))"
    case .split(let pieces): split(pieces, of: change)
    case .joined(let pieces): joined(pieces, to: change)
    case .changed(let field, let from, let to): changed(change, field, from, to)
    }
  }

  private func moved(_ change: Change) -> String {
    guard case .segment(let before?, let after?) = change.subject else { return "moved" }
    let from = before.track.number == after.track.number ? "" : "\(before.track.label), "
    return "moved from \(from)\(old(before.span)) to \(new(after.span))"
  }

  private func trimmed(_ head: Milliseconds, _ tail: Milliseconds) -> String {
    let parts = [("head", head), ("tail", tail)].compactMap { end, amount -> String? in
      if amount == .zero { return nil }
      return amount > .zero
        ? "\(end) trimmed by \(amount)s" : "\(end) extended by \(Milliseconds.zero - amount)s"
    }
    return parts.joined(separator: ", ")
  }

  private func movedTracks(_ change: Change) -> String {
    guard case .segment(let before?, let after?) = change.subject else { return "moved" }
    return "moved from \(before.track.label) to \(after.track.label)"
  }

  private func swapped(_ change: Change, _ between: Int, _ by: Milliseconds) -> String {
    guard case .segments(let pairs) = change.subject, pairs.count == 2 else { return "swapped" }
    let rest = between == 0 ? "" : "; \(between) between move by \(by.signed)"
    return "swapped, now \(new(pairs[0].new.span)) and \(new(pairs[1].new.span))\(rest)"
  }

  private func split(_ pieces: [SegmentMention], of change: Change) -> String {
    guard case .segment(let whole?, _) = change.subject else { return "split" }
    let missing = Self.missing(pieces, in: whole)
    if missing == .zero { return "split into \(pieces.count): \(list(pieces, newFrameRate))" }
    let cut = pieces.count == 2 ? cutPlace(pieces, whole) : ""
    return "\(missing)s cut out\(cut), now \(list(pieces, newFrameRate))"
  }

  /// Where in the old draft the stretch was that is missing between two pieces.
  private func cutPlace(_ pieces: [SegmentMention], _ whole: SegmentMention) -> String {
    let start = whole.span.start + pieces[0].span.length
    return TimeSpan(start: start, end: whole.span.end - pieces[1].span.length)
      .map { " of the middle (\(old($0)))" } ?? ""
  }

  private func joined(_ pieces: [SegmentMention], to change: Change) -> String {
    guard case .segment(_, let whole?) = change.subject else { return "joined" }
    let missing = Self.missing(pieces, in: whole)
    let more = missing == .zero ? "" : ", with \(missing)s put back between"
    return "joined from \(pieces.count): \(list(pieces, oldFrameRate))\(more)"
  }

  private static func missing(
    _ pieces: [SegmentMention], in whole: SegmentMention
  ) -> Milliseconds {
    max(.zero, whole.span.length - pieces.reduce(.zero) { $0 + $1.span.length })
  }

  private func changed(
    _ change: Change, _ field: JSONPointer, _ from: JSONValue?, _ to: JSONValue?
  ) -> String {
    let (scope, kind): (DraftScope?, TrackKind) =
      switch change.subject {
      case .draft: (.draft, .unknown(nil))
      case .envelope: (nil, .unknown(nil))
      case .track(let old, let new): (.track, (new ?? old)?.kind ?? .unknown(nil))
      case .segment(let old, let new): (.segment, (new ?? old)?.track.kind ?? .unknown(nil))
      case .segments(let pairs): (.segment, pairs.first?.new.track.kind ?? .unknown(nil))
      }
    let words = FieldWords(field, from: from, to: to, in: scope, on: kind)
    return "\(words.name) \(words.from) → \(words.to)"
  }

  private func nowAt(_ change: Change) -> String {
    change.newSpan.map { ", now \(new($0))" } ?? ""
  }

  private func list(_ pieces: [SegmentMention], _ rate: FrameRate) -> String {
    let shown = pieces.prefix(4).map { $0.span.onGrid(rate) }.joined(separator: ", ")
    return pieces.count > 4 ? "\(shown), …" : shown
  }

  func old(_ time: Milliseconds) -> String { time.onGrid(oldFrameRate) }
  func old(_ span: TimeSpan) -> String { span.onGrid(oldFrameRate) }
  func new(_ span: TimeSpan) -> String { span.onGrid(newFrameRate) }

  private static func quoted(_ source: String?) -> String {
    source?.onOneLine(limit: 80) ?? "nothing"
  }
}

extension Change {
  /// How the change is marked.
  var sign: ChangeWords.Sign {
    switch edit {
    case .added: .added
    case .removed: .removed
    case .moved, .swapped, .shifted, .reordered: .moved
    case .trimmed, .slipped, .retimed, .replaced, .split, .joined, .changed: .changed
    }
  }
}

extension JSONPointer {
  /// A field's name as people say it: `volume`, `size`, without the metadata or the style that it is in.
  var fieldName: String {
    var rest = tokens[...]
    if rest.count > 1, rest.first == DraftKey.segmentMetadata.canonical { rest.removeFirst() }
    // A picture has a background, too.
    if rest.count > 1, rest.first == DraftKey.style.canonical,
      rest.dropFirst().first != DraftKey.textBackground.canonical
    {
      rest.removeFirst()
    }
    let name =
      (tokens.count == 1 ? Self.spokenNames[tokens[0]] : nil) ?? rest.joined(separator: ".")
    return name.isEmpty ? "value" : name.onOneLine(limit: 60)
  }

  /// Names for the short keys of the format's skeleton.
  private static let spokenNames = [
    DraftKey.segmentDuration.canonical: "length", DraftKey.segmentStart.canonical: "start",
    DraftKey.trackType.canonical: "type",
  ]
}

extension Milliseconds {
  /// Seconds with their sign: `+1.5s`.
  fileprivate var signed: String { (self > .zero ? "+" : "") + "\(self)s" }

  /// `4.2s (f126)`: the time and the first frame at it.
  fileprivate func onGrid(_ rate: FrameRate) -> String {
    "\(self)s (f\(rate.frame(nearest: self).rawValue))"
  }
}

extension TimeSpan {
  /// `4.2-6s (f126-180)`: the span and its frames, the last one not in it.
  fileprivate func onGrid(_ rate: FrameRate) -> String {
    let frames = (rate.frame(nearest: start).rawValue, rate.frame(nearest: end).rawValue)
    return "\(self) (f\(frames.0)-\(frames.1))"
  }
}

extension Ratio {
  /// `1.5×`, or `1/3×` where no short decimal says it.
  fileprivate var times: String {
    guard 1000 % denominator == 0 else { return "\(self)×" }
    return "\(Milliseconds(numerator.scaled(by: 1000, over: denominator)))×"
  }
}
