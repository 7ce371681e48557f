/// A body that is pulled piece by piece: what is not asked for is not held.
///
/// It can be read once. Dropping it before its end ends the transfer.
public struct ResponseBody: Sendable, AsyncSequence {
  /// A piece of the body, never empty.
  public typealias Element = [UInt8]
  /// What ends a body before its end.
  public typealias Failure = TransportError

  private let pull: @Sendable () async throws(TransportError) -> [UInt8]?

  /// Makes a body whose pieces come from `pull`: not empty, and nil once at the end.
  public init(pull: @escaping @Sendable () async throws(TransportError) -> [UInt8]?) {
    self.pull = pull
  }

  /// The body without a byte.
  public static let empty = ResponseBody { () throws(TransportError) in nil }

  /// The reader; there can be one.
  public func makeAsyncIterator() -> Iterator { Iterator(pull: pull) }

  /// Reads the rest of the body into memory.
  ///
  /// - Parameter limit: The most bytes to take.
  /// - Throws: ``TransportError/bodyTooLong(limit:)`` beyond `limit`, and what the transfer throws.
  public func collected(limit: Int) async throws(TransportError) -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try await pull() {
      guard piece.count <= limit - bytes.count else { throw .bodyTooLong(limit: limit) }
      bytes.append(contentsOf: piece)
    }
    return bytes
  }

  /// Hands out the pieces in order.
  public struct Iterator: AsyncIteratorProtocol, Sendable {
    fileprivate let pull: @Sendable () async throws(TransportError) -> [UInt8]?

    /// The next piece, or nil at the end.
    public mutating func next() async throws(TransportError) -> [UInt8]? { try await pull() }

    /// The next piece, or nil at the end.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TransportError) -> [UInt8]? {
      try await pull()
    }
  }
}
