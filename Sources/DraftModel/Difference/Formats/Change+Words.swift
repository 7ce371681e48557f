import JSONTree

/// A change in words: what it is about, what happened, and a sign that says so at a glance.
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
}

extension DraftDifference {
  /// The words of a change, places on the frame grid of the draft that they are in.
  func words(for change: Change) -> ChangeWords {
    ChangeWords(
      sign: change.sign, subject: subject(of: change), predicate: predicate(of: change))
  }

  private func subject(of change: Change) -> String {
    switch change.subject {
    case .draft: "draft"
    case .track(let old, let new): (new ?? old)?.label ?? ""
    case .segment(let old, let new): name(new ?? old)
    case .segments(let pairs): several(pairs, change)
    }
  }

  /// The label, the id and the track: `clip [s3], video track 1`.
  private func name(_ mention: SegmentMention?) -> String {
    guard let mention else { return "" }
    let id = mention.id.map { " [\($0.onOneLine(limit: 40))]" } ?? ""
    return "\(mention.what)\(id), \(mention.track.label)"
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

  private func predicate(of change: Change) -> String {
    switch change.edit {
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
    case .split(let pieces): "split into \(pieces.count): \(list(pieces, newFrameRate))"
    case .joined(let pieces): "joined from \(pieces.count): \(list(pieces, oldFrameRate))"
    case .changed(let field, let from, let to):
      "\(field.fieldName) \(Self.shown(from)) → \(Self.shown(to))"
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

  private func nowAt(_ change: Change) -> String {
    change.newSpan.map { ", now \(new($0))" } ?? ""
  }

  private func list(_ pieces: [SegmentMention], _ rate: FrameRate) -> String {
    let shown = pieces.prefix(4).map { $0.span.onGrid(rate) }.joined(separator: ", ")
    return pieces.count > 4 ? "\(shown), …" : shown
  }

  private func old(_ time: Milliseconds) -> String { time.onGrid(oldFrameRate) }
  private func old(_ span: TimeSpan) -> String { span.onGrid(oldFrameRate) }
  private func new(_ span: TimeSpan) -> String { span.onGrid(newFrameRate) }

  private static func quoted(_ source: String?) -> String {
    source?.onOneLine(limit: 80) ?? "nothing"
  }

  /// A value on one line, cut where it is long.
  private static func shown(_ value: JSONValue?) -> String {
    guard let value else { return "default" }
    return String(decoding: value.serialized(), as: UTF8.self).onOneLine(limit: 80)
  }
}

extension Change {
  fileprivate var sign: ChangeWords.Sign {
    switch edit {
    case .added: .added
    case .removed: .removed
    case .moved, .shifted, .reordered: .moved
    case .trimmed, .slipped, .retimed, .replaced, .split, .joined, .changed: .changed
    }
  }
}

extension JSONPointer {
  /// A field's name as people say it: `volume`, `style.size`, without the metadata it sits in.
  var fieldName: String {
    let isInside = tokens.first == DraftKey.segmentMetadata.canonical && tokens.count > 1
    let name = (isInside ? tokens.dropFirst() : tokens[...]).joined(separator: ".")
    return name.isEmpty ? "value" : name.onOneLine(limit: 60)
  }
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
