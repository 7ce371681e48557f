public import Crypto
public import DraftModel

/// The name of some bytes: the SHA-256 of a media file's whole content, in lower-case hexadecimal.
public struct ContentHash: Hashable, Sendable, Comparable, Encodable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  public let hex: String

  /// Makes a hash from its digits; nothing where they are not 64 hexadecimal digits.
  public init?(hex: String) {
    let lowered = hex.lowercased()
    guard lowered.utf8.count == 64, lowered.utf8.allSatisfy({ Self.isHexDigit($0) }) else {
      return nil
    }
    self.hex = lowered
  }

  /// Takes a hash as it was computed.
  public init(_ digest: SHA256.Digest) { hex = Hexadecimal.text(digest) }

  /// Orders by digits, so that lists are stable.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.hex < rhs.hex }

  /// The digits.
  public var description: String { hex }

  /// Encodes as the bare digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte)
  }
}

/// One media file on this machine, with the facts the plan needs.
public struct MediaItem: Hashable, Sendable, Encodable {
  /// Where the file is.
  public var path: String
  /// What it holds, by content.
  public var hash: ContentHash
  /// Its picture, where it has one.
  public var picture: PictureFacts?
  /// Its sound, where it has any.
  public var sound: SoundFacts?

  /// Makes an item.
  public init(path: String, hash: ContentHash, picture: PictureFacts?, sound: SoundFacts?) {
    self.path = path
    self.hash = hash
    self.picture = picture
    self.sound = sound
  }

  /// What is known of a file's picture.
  public struct PictureFacts: Hashable, Sendable, Encodable {
    /// Stored pixels across, before rotation.
    public var width: Int
    /// Stored pixels down, before rotation.
    public var height: Int
    /// Width of a stored pixel over its height.
    public var sampleAspect: Ratio
    /// Degrees clockwise by which the stored picture is turned for show, 0 through 359.
    public var rotation: Int
    /// Whether the stored picture is mirrored left to right, before it is turned.
    public var isMirrored: Bool
    /// Whether it is one picture without a clock.
    public var isStill: Bool
    /// Whether pixels can be clear.
    public var hasAlpha: Bool
    /// Pictures a second, where the file says.
    public var frameRate: Ratio?
    /// The length in seconds, where the file says.
    public var duration: Ratio?
    /// The length in seconds that the file's header states, if the file is cut before that.
    public var promisedDuration: Ratio?
    /// What a report has to mention of it.
    public var remarks: [PictureRemark] = []

    /// Makes the facts of a picture.
    public init(
      width: Int, height: Int, sampleAspect: Ratio = .one, rotation: Int = 0,
      isMirrored: Bool = false, isStill: Bool = false, hasAlpha: Bool = false,
      frameRate: Ratio? = nil, duration: Ratio? = nil
    ) {
      self.width = width
      self.height = height
      self.sampleAspect = sampleAspect
      self.rotation = rotation
      self.isMirrored = isMirrored
      self.isStill = isStill
      self.hasAlpha = hasAlpha
      self.frameRate = frameRate
      self.duration = duration
    }

    /// The size in square pixels as it is shown, rotation and pixel shape applied.
    public var displaySize: (width: Double, height: Double) {
      let wide = Double(width) * sampleAspect.doubleValue
      return quarterTurns % 2 == 0 ? (wide, Double(height)) : (Double(height), wide)
    }

    /// Pictures of the file differ in size, shape or form.
    public var changesForm: Bool { remarks.contains { $0.isChange } }

    /// Quarter turns clockwise in ``rotation``, 0 through 3: as many as leave the smallest ``tilt``.
    public var quarterTurns: Int { (rotation + 44) / 90 % 4 }

    /// Degrees clockwise that are left of ``rotation`` after its quarter turns, -44 through 45.
    ///
    /// They turn the picture within its place, and change nothing of its size.
    public var tilt: Int {
      let rest = rotation - (rotation + 44) / 90 * 90
      return rest
    }
  }

}
