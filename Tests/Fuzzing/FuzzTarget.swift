import DraftModel
import JSONTree

#if canImport(Glibc)
  import Glibc
#endif

/// What libFuzzer feeds with bytes; one is chosen by `ROUGHCUT_FUZZ_TARGET` when the program starts.
///
/// Each does what a command does with untrusted files and holds the laws that its tests hold for random drafts: a trap,
/// a broken law, a hang or too much memory is a finding. Built and run by `scripts/fuzz`, which is no part of the package.
enum FuzzTarget: String {
  case reader, resolver, differ, merger, patcher, responses

  static let chosen: FuzzTarget = {
    guard let name = getenv("ROUGHCUT_FUZZ_TARGET").map({ String(cString: $0) }),
      let target = FuzzTarget(rawValue: name)
    else {
      fatalError("ROUGHCUT_FUZZ_TARGET names no target")
    }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .reader: Self.read(bytes)
    case .resolver: Self.resolve(bytes)
    case .differ: Self.compare(Self.parts(of: bytes, 2))
    case .merger: Self.merge(Self.parts(of: bytes, 3))
    case .patcher: Self.patch(Self.parts(of: bytes, 2))
    case .responses: ResponseTarget(bytes).run { Self.hold($0, $1()) }
    }
  }

  /// Several files in one: cut at the byte 0xFF, which no file of UTF-8 has.
  private static func parts(of bytes: [UInt8], _ count: Int) -> [[UInt8]] {
    let parts = bytes.split(separator: 0xFF, maxSplits: count - 1, omittingEmptySubsequences: false)
    return (0..<count).map { $0 < parts.count ? Array(parts[$0]) : [] }
  }

  // MARK: Targets

  private static func read(_ bytes: [UInt8]) {
    guard let document = try? JSONDocument(parsing: bytes) else { return }
    hold(document.bytes == bytes, "a document that is read and written has its bytes")
    let value = document.root.value
    hold(again(value.serialized()) == value, "a value that is written and read is the value")
    hold(again(value.serialized(indent: 2)) == value, "whatever its layout")
    let canonical = document.root.canonicalBytes
    guard let second = try? JSONDocument(parsing: canonical) else {
      return hold(false, "canonical form is JSON")
    }
    hold(second.root.canonicalBytes == canonical, "canonical form is its own canonical form")
    var nodes = [document.root]
    var seen = 0
    while let node = nodes.popLast(), seen < 200 {
      seen += 1
      hold(document.node(at: node.pointer)?.byteRange == node.byteRange, "a pointer finds its node")
      hold(JSONPointer(node.pointer.description) == node.pointer, "a pointer's text is the pointer")
      nodes += node.members.map(\.value) + Array(node.elements)
    }
  }

  private static func again(_ bytes: [UInt8]) -> JSONValue? {
    (try? JSONDocument(parsing: bytes))?.root.value
  }

  private static func resolve(_ bytes: [UInt8]) {
    guard let draft = try? Draft(parsing: bytes) else { return }
    let timeline = draft.resolved().timeline
    for segment in timeline.tracks.flatMap(\.segments) {
      hold(segment.span.start <= segment.span.end, "a span does not run backwards")
    }
    let summary = TimelineSummary(timeline)
    hold(!summary.line.isEmpty && !summary.table.isEmpty, "there is a summary")
    hold(!draft.lines.isEmpty, "there are lines")
    for finding in draft.validated() {
      hold(draft.document.node(at: finding.pointer) != nil, "a finding has a place: \(finding)")
    }
    _ = draft.fixed()
    _ = OpenTimelineIO.document(of: draft)
    _ = try? draft.subtitles()
    _ = try? EditDecisionList.text(of: draft)
  }

  private static func compare(_ parts: [[UInt8]]) {
    guard let old = try? Draft(parsing: parts[0]), let new = try? Draft(parsing: parts[1]) else {
      return
    }
    let difference = DraftDifference(from: old, to: new)
    hold(DraftDifference(from: old, to: old).isEmpty, "a draft differs in nothing from itself")
    hold(difference.isExact == difference.patch.isEmpty, "what is exact needs no patch")
    // A draft without tracks is one in an envelope only, so that a bare one cannot become it.
    let canStand =
      old.envelope != .bare || (try? Draft(parsing: new.node.value.serialized()))?.envelope == .bare
    if let patched = try? difference.patched(old) {
      hold(
        patched.node.canonicalBytes == new.node.canonicalBytes,
        "the old draft and the patch give the new one")
    } else {
      hold(!canStand, "a patch can be applied")
    }
    let back = DraftDifference(from: new, to: old)
    hold(back.changes.count == difference.changes.count, "both directions tell as much")
    _ = difference.text() + difference.markdown + difference.html(from: "old", to: "new")
    hold((try? DraftPatch(difference.json)) != nil, "its own form is read")
    hold(
      difference.places.allSatisfy { $0.change < difference.changes.count }, "places are of changes"
    )
  }

  private static func merge(_ parts: [[UInt8]]) {
    guard let base = try? Draft(parsing: parts[0]), let ours = try? Draft(parsing: parts[1]),
      let theirs = try? Draft(parsing: parts[2])
    else { return }
    guard let merge = try? DraftMerge(base: base, ours: ours, theirs: theirs) else { return }
    hold((try? MergeSettlement(sidecar: merge.sidecar)) != nil, "a sidecar is read")
    _ = merge.text
    if let mirrored = try? DraftMerge(base: base, ours: theirs, theirs: ours) {
      hold(
        mirrored.draft.node.canonicalBytes == merge.draft.node.canonicalBytes,
        "sides swapped give the same draft")
    }
    if let none = try? DraftMerge(base: base, ours: base, theirs: ours) {
      hold(
        none.draft.node.canonicalBytes == ours.node.canonicalBytes,
        "what one side changed is taken as it is")
    }
  }

  private static func patch(_ parts: [[UInt8]]) {
    if let patch = try? DraftPatch(parsing: parts[1]), let draft = try? Draft(parsing: parts[0]) {
      _ = try? patch.applied(to: draft)
    }
    guard let document = try? JSONDocument(parsing: parts[0]),
      let steps = (try? JSONDocument(parsing: parts[1])).flatMap({ try? JSONPatch($0.root.value) })
    else { return }
    _ = try? steps.applied(to: document.root.value, limits: document.limits)
  }

  /// A law; what breaks it is a finding like a trap.
  private static func hold(_ law: Bool, _ words: @autoclosure () -> String) {
    if !law { fatalError("broken: \(words())") }
  }
}

/// LibFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
