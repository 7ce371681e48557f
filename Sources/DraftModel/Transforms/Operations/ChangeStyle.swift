public import JSONTree

/// Changes how a title, or every title of a track, looks; what is not named stays.
///
///     {"size": 64, "color": "#fff"}  +  {"size": 80}   ->   {"size": 80, "color": "#fff"}
public struct ChangeStyle: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "style"
  /// What the transform does, one sentence.
  public static let summary = "Changes how a title, or every title of a track, looks."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter(
      "target", .target, required: true, "the text segment, or the track for all on it"),
    TransformParameter(
      "style", .members, required: true,
      "the members of \"style\" to change; null takes one away"),
  ]

  /// The segment, or the track for every segment on it.
  public let target: EditTarget
  /// The members to change, by the format's names; `null` takes one away.
  public let members: [JSONMember]

  /// Makes the transform.
  public init(_ target: EditTarget, _ members: [JSONMember]) {
    self.target = target
    self.members = members
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required("target", arguments.target(_:)),
      try arguments.required("style", arguments.members(_:)))
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    guard !members.isEmpty else { throw TransformError(.nothingAsked("a member of the style")) }
    var edit = DraftEdit(draft)
    let shown = String(decoding: JSONValue.object(members).serialized(), as: UTF8.self)
    for place in try target.places(in: draft, edit.timeline) {
      guard place.track.kind == .text else {
        throw TransformError(.needs(.text), at: place.segment.pointer)
      }
      let metadata = try edit.metadata(of: place.segment.pointer)
      let style = try edit.object(.style, in: metadata)
      try write(members, scope: .style, in: style, to: &edit)
      edit.say("\(edit.timeline.words(for: place)): style \(shown)")
    }
    return try edit.finished()
  }

  private func write(
    _ members: [JSONMember], scope: DraftScope, in object: JSONPointer, to edit: inout DraftEdit
  ) throws(TransformError) {
    let known = DraftKey.all.filter { $0.scope == scope }
    for member in members {
      let key = known.first { key in
        edit.draft.keys.spellings(of: key).contains { $0.name == member.key }
      }
      guard let key else {
        throw TransformError(.unknownName(member.key, known: known.map(\.canonical)))
      }
      switch (key.shape, member.value) {
      case (_, .null): edit.clear(key, in: object)
      case (.object(let inner), .object(let innerMembers)):
        try write(innerMembers, scope: inner, in: try edit.object(key, in: object), to: &edit)
      default: edit.set(key, in: object, to: member.value)
      }
    }
  }
}
