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
    /// The draft has nothing that the format can carry.
    case nothingToWrite(String)
  }

  /// What is wrong.
  public let reason: Reason

  /// One sentence: what is wrong and what to do about it.
  public var description: String {
    switch reason {
    case .notOfFormat(let format, let found): "this is not \(format): \(found)"
    case .nothingToConvert(let what):
      "the file holds no \(what), so there is nothing to make a draft of"
    case .nothingToWrite(let what): "the draft holds no \(what), so there is nothing to write"
    }
  }

  init(_ reason: Reason) { self.reason = reason }
}
