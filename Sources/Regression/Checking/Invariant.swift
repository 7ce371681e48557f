public import DraftModel

/// Something that must hold of a transformation's result, whatever else it does.
public enum Invariant: Hashable, Sendable {
  /// Validation finds no error in the result.
  case valid
  /// The result lasts as long as this says.
  case duration(DurationBound)
  /// The result has so many tracks of each kind that is named.
  case tracks([TrackGroup: Int])
  /// The values at these places of the input stand in the result as they were, byte for byte.
  case untouched([PlacePattern])
  /// Nothing differs from the input but what these places hold.
  case onlyChanges([PlacePattern])
  /// Running the transformation on its own result changes nothing more.
  case idempotent

  /// The name under which `case.yml` knows it.
  public var name: String {
    switch self {
    case .valid: "valid"
    case .duration: "duration"
    case .tracks: "tracks"
    case .untouched: "untouched"
    case .onlyChanges: "only-changes"
    case .idempotent: "idempotent"
    }
  }
}

/// Tracks that are counted together.
public enum TrackGroup: String, Hashable, Sendable, CaseIterable {
  /// Tracks that hold pictures.
  case video
  /// Tracks that hold sound.
  case audio
  /// Tracks that hold titles.
  case text
  /// Tracks of a type that the format does not draw.
  case unknown
  /// All tracks.
  case all

  func holds(_ kind: TrackKind) -> Bool { self == .all || rawValue == kind.name }
}

/// How long a result may last.
///
/// A share, such as 120%, is one of the input's own length.
public struct DurationBound: Hashable, Sendable {
  /// The shortest that is allowed.
  public var min: TimeExpression?
  /// The longest that is allowed.
  public var max: TimeExpression?
  /// How much longer than the input the result has to be, exactly; shorter where it is negative.
  public var delta: TimeExpression?

  /// Makes a bound of those that are given.
  public init(
    min: TimeExpression? = nil, max: TimeExpression? = nil, delta: TimeExpression? = nil
  ) {
    self.min = min
    self.max = max
    self.delta = delta
  }

  /// As long as the input.
  public static let unchanged = DurationBound(delta: .time(.zero))
}
