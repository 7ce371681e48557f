/// What was found out about a file's pictures by reading them, beyond what its header states.
public struct PictureFindings: Hashable, Sendable, Codable {
  /// Something that is missing, damaged or not understood.
  public struct Fault: Hashable, Sendable, Codable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable, Codable {
      /// Pictures are missing or wrong.
      case damaged
      /// The size, the shape or the form of pixels changes; ``Fault/detail`` is the new one.
      case changed
      /// Colours are by a profile that is not applied.
      case profile
      /// Colours are by a matrix that is not known; ``Fault/detail`` is FFmpeg's name of it.
      case matrix
      /// The picture has an opacity that is not read.
      case opacity
      /// The file asks for the picture to be sheared, which it is not.
      case shear
    }

    /// What it is.
    public let kind: Kind
    /// Where it begins, after the file's origin; `nil` if it is about all of the file.
    public let start: MediaTime?
    /// Where it ends; `nil` if it lasts to the end.
    public let end: MediaTime?
    /// What is told of it besides, for kinds that say so.
    public let detail: String?

    init(_ kind: Kind, start: MediaTime? = nil, end: MediaTime? = nil, detail: String? = nil) {
      self.kind = kind
      self.start = start
      self.end = end
      self.detail = detail
    }
  }

  /// When the last picture ends, after the file's origin; `nil` if the header's length is right or for a still picture.
  public var end: MediaTime?
  /// When the last picture would end by the header, if the file is shorter than that.
  public var promisedEnd: MediaTime?
  /// What is wrong, in the order in which it was found; damage joined to stretches.
  public private(set) var faults: [Fault]

  /// Nothing was found.
  public init() { faults = [] }

  /// Stretches of damage kept, at most: more of them are one, from the first to the last.
  private static let mostStretches = 64
  /// Damage this near to other damage is one stretch with it.
  private static let joint = MediaTime(milliseconds: 500)

  /// Adds a fault to those known.
  ///
  /// - Returns: Whether anything new is known now.
  @discardableResult
  public mutating func note(_ fault: Fault) -> Bool {
    let before = faults
    switch fault.kind {
    case .damaged: join(fault)
    case .changed:
      // A reader that begins behind a change meets it late.
      guard let place = faults.firstIndex(where: { $0.kind == .changed }) else {
        faults.append(fault)
        return true
      }
      if let known = faults[place].start, let start = fault.start, start < known {
        faults[place] = fault
      }
    case .profile, .matrix, .opacity, .shear:
      if !faults.contains(fault) { faults.append(fault) }
    }
    return faults != before
  }

  private mutating func join(_ fault: Fault) {
    var joined = fault
    var rest: [Fault] = []
    for other in faults {
      if other.kind == .damaged, let union = Self.union(joined, other, within: Self.joint) {
        joined = union
      } else {
        rest.append(other)
      }
    }
    faults = rest + [joined]
    let damage = faults.filter { $0.kind == .damaged }
    guard damage.count > Self.mostStretches, var whole = damage.first else { return }
    for other in damage {
      whole = Self.union(whole, other, within: MediaTime(seconds: 1 << 40)) ?? whole
    }
    faults = faults.filter { $0.kind != .damaged } + [whole]
  }

  /// Two stretches as one, if no more than `joint` lies between them.
  private static func union(_ one: Fault, _ other: Fault, within joint: MediaTime) -> Fault? {
    guard let first = one.start, let second = other.start else {
      return Fault(.damaged)
    }
    let (early, late) = first <= second ? (one, other) : (other, one)
    guard let end = early.end else { return early }
    guard let start = late.start, start <= end + joint else { return nil }
    return Fault(.damaged, start: early.start, end: late.end.map { max($0, end) })
  }
}
