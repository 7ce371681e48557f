import DraftModel
import JSONTree
import TestSupport
import Testing

@Suite("The laws of a difference")
struct DifferenceLawTests {
  private static let rounds = 300

  /// Two drafts: the second an edit of the first, or now and then another draft altogether.
  private static func pair(
    using generator: inout SeededGenerator
  ) -> (old: RandomDraft, new: RandomDraft) {
    let old = RandomDraft(using: &generator)
    if Int.random(in: 0..<8, using: &generator) == 0 {
      return (old, RandomDraft(using: &generator))
    }
    let count = Int.random(in: 1...4, using: &generator)
    return (old, old.edited(count, using: &generator))
  }

  @Test("Equal drafts have no difference, however they are spelt")
  func equalDrafts() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let random = RandomDraft(using: &generator)
      let old = try random.draft()
      #expect(DraftDifference(from: old, to: old).patch.isEmpty, "\(generator)")
      let spelt = try Draft(parsing: random.value.shuffled(using: &generator).serialized())
      let difference = DraftDifference(from: old, to: spelt)
      #expect(difference.isEmpty && difference.patch.isEmpty, "\(generator)")
    }
  }

  @Test("The patch makes the new draft of the old one, to the byte in canonical form")
  func patch() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let pair = Self.pair(using: &generator)
      let (old, new) = (try pair.old.draft(), try pair.new.draft())
      let difference = DraftDifference(from: old, to: new)
      let patched = try difference.patched(old)
      #expect(patched.node.canonicalBytes == new.node.canonicalBytes, "\(generator)")
      let read = try DraftPatch(parsing: difference.json.serialized())
      #expect(try read.applied(to: old).bytes == patched.bytes, "\(generator)")
      let steps = try DraftPatch(difference.documentPatch.value)
      #expect(try steps.applied(to: old).bytes == patched.bytes, "\(generator)")
    }
  }

  @Test("A difference and the one back cancel, and tell the same from the other side")
  func reverse() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let pair = Self.pair(using: &generator)
      let (old, new) = (try pair.old.draft(), try pair.new.draft())
      let forth = DraftDifference(from: old, to: new)
      let back = DraftDifference(from: new, to: old)
      let again = try back.patched(try forth.patched(old))
      #expect(again.node.canonicalBytes == old.node.canonicalBytes, "\(generator)")
      let isMirrored =
        Set(back.changes.map(\.orderless)) == Set(forth.changes.map(\.reversed.orderless))
      #expect(isMirrored, "\(generator)\n\(forth.text())\n\(back.text())")
    }
  }

  @Test("Defaults that are spelt out, and other spellings of a key, are no change")
  func defaults() throws {
    let old = try Draft(
      parsing: Array(
        #"{"t":[{"tt":0,"sg":[{"d":2000,"m":{"src":"a.mp4"}},{"d":1000,"m":{"src":"b.mp4"}}]}]}"#
          .utf8))
    let spelt = try Draft(
      parsing: Array(
        #"""
        {"duration_s":3,"meta":{"fps":30.0,"background":"#000"},
         "tracks":[{"type":0,"m":{"muted":false,"volume":1},"segments":[
           {"start":0,"duration_s":2.0,"m":{"url":"a.mp4","in":0,"speed":1.0,"fit":"contain","x":0.50,
            "loop":false,"effects":[],"keyframes":[],"crop":{"l":0},"style":{},"pan":null}},
           {"st":2000,"d":1e3,"metadata":{"path":"b.mp4","opacity":1,"max_width":0.9}}]}]}
        """#.utf8))
    let difference = DraftDifference(from: old, to: spelt)
    #expect(difference.isEmpty, "\(difference.text())")
    #expect(!difference.patch.isEmpty)
  }

  @Test("The order of segments that carry their own start is no change")
  func arrayOrder() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      var random = RandomDraft(using: &generator)
      for track in random.tracks.indices {
        for (segment, start) in random.tracks[track].starts.enumerated() {
          random.tracks[track].segments[segment].start = start
        }
      }
      let old = try random.draft()
      for track in random.tracks.indices {
        random.tracks[track].segments.shuffle(using: &generator)
      }
      let difference = DraftDifference(from: old, to: try random.draft())
      #expect(difference.isEmpty, "\(generator)\n\(difference.text())")
    }
  }

  @Test("Drafts without a change between them mean the same")
  func completeness() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let old = RandomDraft(tracks: 2, segments: 3, using: &generator)
      let new = old.edited(1, using: &generator)
      let (before, after) = (try old.draft(), try new.draft())
      guard DraftDifference(from: before, to: after).isEmpty else { continue }
      #expect(
        before.resolved().timeline.orderless == after.resolved().timeline.orderless,
        "\(generator)\n\(String(decoding: old.bytes, as: UTF8.self))")
    }
  }
}

extension Change {
  /// The change with the members of a ripple as a set; their order is that of the old draft.
  fileprivate var orderless: Orderless {
    guard case .segments(let pairs) = subject else {
      return Orderless(change: self, edit: edit, pairs: [])
    }
    return Orderless(change: nil, edit: edit, pairs: Set(pairs))
  }

  fileprivate struct Orderless: Hashable {
    let change: Change?
    let edit: Edit
    let pairs: Set<SegmentPair>
  }
}

extension Timeline {
  /// The timeline without what has no meaning: places in the document, the order of sound tracks and of
  /// segments in their array.
  fileprivate var orderless: [String: Int] {
    var counts: [String: Int] = [:]
    var pictures = 0
    for track in tracks {
      if track.kind != .audio { pictures += 1 }
      let place = track.kind == .audio ? "sound" : "\(pictures)"
      let name = "\(place) \(track.kind) \(track.name ?? "") \(track.isMuted) \(track.volume)"
      counts[name, default: 0] += 1
      for segment in track.segments {
        var segment = segment
        segment.pointer = .root
        counts["\(name) \(segment)", default: 0] += 1
      }
    }
    counts["\(title ?? "") \(duration) \(frameRate) \(background)"] = 1
    return counts
  }
}
