import JSONTree

/// What a segment plays and from where: the facts by which it is known again without an id.
struct Playing: Hashable {
  /// The source as the draft names it, without the signature of an address, which a service renews.
  let source: String?
  /// The words of a title.
  let text: String?
  /// Where in the source it starts.
  let inPoint: Milliseconds
  /// Source seconds per timeline second.
  let speed: Ratio

  init(_ node: JSONNode, keys: KeyTable) {
    let metadata = keys.field(.segmentMetadata, in: node)?.node
    var reader = FieldReader(keys: keys)
    source = metadata.flatMap { keys.field(.source, in: $0)?.node.stringValue }
      .map { SignedAddress.stable($0) }
    text = metadata.flatMap { keys.field(.text, in: $0)?.node.stringValue }
    inPoint = reader.time(.inPoint, in: metadata) ?? .zero
    speed = reader.ratio(.speed, in: metadata, .slowestSpeed...Ratio(16)) ?? .one
  }

  /// How much of the source a stretch of the timeline takes, in milliseconds, rounded half away from
  /// zero so that a diff and its reverse agree.
  func sourceLength(of length: Milliseconds) -> Milliseconds {
    Milliseconds(
      length.rawValue.roundedAwayFromZero(times: speed.numerator, over: speed.denominator))
  }

  /// How much of the timeline a stretch of the source takes, rounded alike.
  func timelineLength(of length: Milliseconds) -> Milliseconds {
    Milliseconds(
      length.rawValue.roundedAwayFromZero(times: speed.denominator, over: speed.numerator))
  }
}

extension Ratio {
  /// The slowest speed of the format, a tenth.
  static let slowestSpeed = Ratio(1, 10) ?? .one
}

extension Int64 {
  /// `self · multiplier / divisor`, rounded half away from zero, saturating.
  func roundedAwayFromZero(times multiplier: Int64, over divisor: Int64) -> Int64 {
    guard divisor > 0 else { return 0 }
    let product = Int128(self) * Int128(multiplier)
    let magnitude = (product.magnitude * 2 + UInt128(divisor)) / (UInt128(divisor) * 2)
    return Int64(clamping: product < 0 ? -Int128(magnitude) : Int128(magnitude))
  }
}
