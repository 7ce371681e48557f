/// What a conversion gave, and what it could not carry.
public struct Converted<Value: Sendable>: Sendable {
  /// The converted thing.
  public let value: Value
  /// What the target cannot carry, or the source said in a way that had to be interpreted; in order.
  public let notes: [ConversionNote]
}

/// One thing that a conversion could not carry as it was.
public struct ConversionNote: Hashable, Sendable, Encodable, CustomStringConvertible {
  /// Where: a pointer, or a line of the source.
  public let place: String
  /// What became of it, one sentence without a full stop.
  public let message: String

  init(_ place: String, _ message: String) {
    self.place = place
    self.message = message
  }

  /// `place: message`.
  public var description: String { "\(place): \(message)" }
}

/// Why a file cannot be converted at all.
public struct InterchangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The file is not of the format; what was found instead.
    case notOfFormat(String, found: String)
    /// The file holds nothing that a draft could show.
    case nothingToConvert(String)
    /// The file holds nothing that can be read; the notes say what was left out and why.
    case nothingRead(String, notes: [ConversionNote])
    /// The text is not of the encoding that was stated; the line where that shows first.
    case wrongEncoding(TextEncoding, line: Int)
    /// The text is not UTF-8, and its encoding cannot be known; the line where that shows first.
    case unknownEncoding(line: Int)
    /// The draft has nothing that the format can carry.
    case nothingToWrite(String)
  }

  /// What is wrong.
  public let reason: Reason

  /// Whether another encoding could be stated.
  public var isAboutEncoding: Bool {
    switch reason {
    case .wrongEncoding, .unknownEncoding: true
    case .notOfFormat, .nothingToConvert, .nothingRead, .nothingToWrite: false
    }
  }

  /// One sentence: what is wrong and what to do about it.
  public var description: String {
    switch reason {
    case .notOfFormat(let format, let found): "this is not \(format): \(found)"
    case .nothingToConvert(let what):
      "the file holds no \(what), so there is nothing to make a draft of"
    case .nothingRead(let what, let notes):
      "the file holds no \(what) that can be read: "
        + notes.prefix(Self.listed).map(\.description).joined(separator: "; ")
        + (notes.count > Self.listed ? "; and \(notes.count - Self.listed) more" : "")
    case .wrongEncoding(let encoding, let line):
      "line \(line) is not \(encoding); state the encoding that the text has"
    case .unknownEncoding(let line):
      "line \(line) is not UTF-8, and the encoding cannot be known; state it, such as windows-1251, "
        + "shift_jis, gb18030 or euc-kr"
    case .nothingToWrite(let what): "the draft holds no \(what), so there is nothing to write"
    }
  }

  /// How many notes a message lists.
  private static let listed = 3

  init(_ reason: Reason) { self.reason = reason }
}
