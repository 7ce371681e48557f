import JSONTree

// What the format assumes where a member is absent (format sections 2 and 5), so that a default that is
// spelt out is no change.
extension DraftKey {
  /// The value that an absent member stands for, in canonical units; nothing where absence means
  /// something that no value says.
  func defaultValue(on kind: TrackKind) -> JSONValue? {
    // A sound bed that is shorter than its segment loops unless it says not to.
    if self == .loop { return .boolean(kind == .audio) }
    return Self.defaults[self]
  }

  private static let defaults: [DraftKey: JSONValue] = [
    .frameRate: 30, .canvasBackground: "#000000",
    .trackMuted: false, .trackHidden: false, .trackVolume: 1,
    .inPoint: 0, .speed: 1, .volume: 1, .fadeIn: 0, .fadeOut: 0, .muted: false, .pan: 0, .duck: 0,
    .fit: "contain", .centreX: 0.5, .centreY: 0.5, .scale: 1, .rotation: 0, .opacity: 1,
    .crop: [:], .maxWidth: 0.9, .animation: "none", .keyframes: [], .effects: [],
    .fontSize: 64, .textColor: "#ffffff", .fontWeight: 400, .italic: false, .alignment: "center",
    .lineHeight: 1, .strokeColor: "#000000", .strokeWidth: 2, .shadowColor: "#000000",
    .shadowX: 0, .shadowY: 0, .shadowBlur: 0,
    .cropLeft: 0, .cropTop: 0, .cropRight: 0, .cropBottom: 0, .keyframeEase: "linear",
    .poseX: 0.5, .poseY: 0.5, .poseScale: 1,
  ]

  /// Whether the value is a time, which is read as whole milliseconds.
  var isTime: Bool { Self.times.contains(self) }

  private static let times: Set<DraftKey> = [
    .draftDuration, .segmentDuration, .segmentStart, .inPoint, .fadeIn, .fadeOut, .keyframeTime,
    .transitionDuration,
  ]

  /// Whether the value is a colour, of which several spellings mean the same.
  var isColor: Bool { Self.colors.contains(self) }

  private static let colors: Set<DraftKey> = [
    .canvasBackground, .backdrop, .textColor, .textBackground, .strokeColor, .shadowColor,
  ]

  /// The scope of the members inside this one's object, or of the objects in its array.
  var innerScope: DraftScope? { Self.innerScopes[self] }

  private static let innerScopes: [DraftKey: DraftScope] = [
    .draftMetadata: .draftMetadata, .trackMetadata: .trackMetadata,
    .segmentMetadata: .segmentMetadata, .style: .style, .stroke: .stroke, .shadow: .shadow,
    .crop: .crop, .keyframes: .keyframe, .kenBurns: .kenBurns, .kenBurnsFrom: .kenBurnsPose,
    .kenBurnsTo: .kenBurnsPose, .transition: .transition, .effects: .effect,
  ]

  /// Whether a field is an id, which a service may write anew on every turn.
  ///
  /// - Parameter field: The field from a draft, a track or a segment on, in canonical keys.
  static func isIdentifier(_ field: JSONPointer) -> Bool {
    field.tokens.last.map(identifierNames.contains) ?? false
  }

  /// The names of members that are ids, wherever in a draft they are; the service's own first.
  static let identifierNames: Set<String> = [
    segmentIdentifier.canonical, "uid", "uuid", "guid",
  ]

  /// The kind of value that says what a draft, a track or a segment holds and where it lies, which is
  /// compared as such and not as a field.
  var placeKind: JSONNode.Kind? {
    switch self {
    case .tracks, .segments: .array
    case .draftDuration, .segmentStart, .segmentDuration, .inPoint, .speed: .number
    case .source: .string
    default: nil
    }
  }
}

extension DraftScope {
  /// Whether members of this scope are told one by one; other objects are one value.
  var isTransparent: Bool {
    switch self {
    case .draftMetadata, .trackMetadata, .segmentMetadata, .style: true
    default: false
    }
  }
}
