public import JSONTree

/// Why a transform was refused.
public struct TransformError: Error, Hashable, Sendable {
  /// What a transform can only be done to.
  public enum Need: String, Hashable, Sendable {
    /// A text segment.
    case text = "a text segment"
    /// A segment that plays a source.
    case media = "a segment with a source"
    /// A segment of a video or audio track.
    case sound = "a segment with sound"
    /// A track of the kind that the segment is for.
    case sameKind = "a track of the segment's own kind"
    /// An object.
    case object = "an object"
    /// A draft with a length.
    case length = "a draft that lasts some time"
  }

  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// No segment answers to the reference.
    case noSuchSegment(SegmentReference)
    /// Several segments answer to the reference.
    case ambiguousSegment(SegmentReference, candidates: [JSONPointer])
    /// No track answers to the reference.
    case noSuchTrack(TrackReference)
    /// Several tracks answer to the reference.
    case ambiguousTrack(TrackReference, candidates: [JSONPointer])
    /// The place named is no place of the draft.
    case noSuchPlace(JSONPointer)
    /// The transform does not suit what is there.
    case needs(Need)
    /// A time does not lie strictly inside the segment.
    case outsideSegment(Milliseconds, TimeSpan)
    /// Nothing would be left of the segment.
    case nothingLeft(TimeSpan)
    /// A place on the timeline before its start, or further than any cut goes.
    case offTimeline(Milliseconds)
    /// A value is outside what the format allows.
    case outOfRange(String, given: String, allowed: String)
    /// The fades together are longer than the segment.
    case fadesTooLong(Milliseconds, segment: Milliseconds)
    /// Nothing ends where the segment starts, so there is nothing to come from.
    case notAtCut(Milliseconds)
    /// A transition would be longer than its neighbours allow.
    case transitionTooLong(Milliseconds, most: Milliseconds)
    /// A name the format does not know.
    case unknownName(String, known: [String])
    /// Another segment has the id.
    case identifierTaken(String)
    /// The transform was given nothing to do.
    case nothingAsked(String)
    /// A draft cannot be made longer by cutting.
    case cannotLengthen(from: Milliseconds, to: Milliseconds)
    /// The result would be questionable where the draft was not.
    case wouldBreak(RuleID, String)
    /// The document could not be edited so.
    case refusedEdit(String)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where in the document; the root where the reason names no place of it.
  public let pointer: JSONPointer
  /// Line and column of the place, where it has one in the document as it was given.
  public let location: JSONLocation?

  init(_ reason: Reason, at pointer: JSONPointer = .root, location: JSONLocation? = nil) {
    self.reason = reason
    self.pointer = pointer
    self.location = location
  }

  init(_ reason: Reason, at node: JSONNode) {
    self.init(reason, at: node.pointer, location: node.location)
  }
}

extension TransformError: CustomStringConvertible {
  /// One sentence: what is wrong, and what to do about it.
  public var description: String {
    switch reason {
    case .noSuchSegment(let reference):
      "there is no segment \(reference); name one by its id, by a pointer such as /t/0/sg/2, or as "
        + "\"video 1, segment 3\""
    case .ambiguousSegment(let reference, let candidates):
      "\(reference) names \(candidates.count) segments (\(Self.list(candidates))); use a pointer"
    case .noSuchTrack(let reference):
      "there is no track \(reference); name one as \"video 1\", by its id or name, or by a pointer "
        + "such as /t/0"
    case .ambiguousTrack(let reference, let candidates):
      "\(reference) names \(candidates.count) tracks (\(Self.list(candidates))); use a pointer"
    case .noSuchPlace(let pointer):
      "the draft has no place \"\(pointer)\"; only the last part of a pointer may be new"
    case .needs(let need): "this can only be done to \(need.rawValue)"
    case .outsideSegment(let time, let span):
      "\(time)s is not inside the segment (\(span)); give a time between its ends"
    case .nothingLeft(let span):
      "nothing would be left of the segment (\(span)); remove it instead"
    case .offTimeline(let time): "\(time)s is no place on a timeline; times start at 0"
    case .outOfRange(let name, let given, let allowed):
      "\(name) cannot be \(given); it can be \(allowed)"
    case .fadesTooLong(let fades, let segment):
      "the fades last \(fades)s together, the segment only \(segment)s"
    case .notAtCut(let start):
      "nothing ends at \(start)s on this track, so there is nothing to come from; move the segment "
        + "up to its neighbour first"
    case .transitionTooLong(let length, let most):
      "a transition of \(length)s does not fit its neighbours; \(most)s is the most"
    case .unknownName(let name, let known):
      "there is no \"\(name)\" here; use one of \(known.joined(separator: ", "))"
    case .identifierTaken(let id): "another segment has the id \"\(id)\"; choose a new one"
    case .nothingAsked(let what): "nothing to do; give \(what)"
    case .cannotLengthen(let old, let new):
      "cutting cannot make \(old)s into \(new)s; fit by retiming instead"
    case .wouldBreak(let rule, let message): "that would break the draft: \(message) (\(rule))"
    case .refusedEdit(let message): "the document cannot be edited so: \(message)"
    }
  }

  private static func list(_ pointers: [JSONPointer]) -> String {
    let shown = pointers.prefix(4).map(\.description).joined(separator: ", ")
    return pointers.count > 4 ? shown + ", …" : shown
  }
}
