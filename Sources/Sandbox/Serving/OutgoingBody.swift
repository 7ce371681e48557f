import FlyingSocks
import Foundation

/// An answer's body that can break off.
///
/// A connection whose body throws is closed, which is how an answer is cut off in the middle.
struct OutgoingBody: AsyncBufferedSequence {
  typealias Element = UInt8

  /// Where the bytes come from.
  enum Source: Sendable {
    case bytes([UInt8])
    case file(ServedFile)
    case events(AsyncStream<[UInt8]>)
  }

  let source: Source
  /// The bytes after which the connection is cut; nil to send all.
  let cut: Int?

  func makeAsyncIterator() -> Iterator {
    switch source {
    case .bytes(let bytes): Iterator(bytes: bytes[...], cut: cut)
    case .file(let file): Iterator(file: file, cut: cut)
    case .events(let events): Iterator(events: events.makeAsyncIterator(), cut: cut)
    }
  }

  struct Iterator: AsyncBufferedIteratorProtocol {
    private var bytes: ArraySlice<UInt8> = []
    private var file: ServedFile.Reader?
    private var events: AsyncStream<[UInt8]>.Iterator?
    private var rest: Int?

    fileprivate init(bytes: ArraySlice<UInt8>, cut: Int?) {
      self.bytes = bytes
      rest = cut
    }

    fileprivate init(file: ServedFile, cut: Int?) {
      self.file = ServedFile.Reader(file)
      rest = cut
    }

    fileprivate init(events: AsyncStream<[UInt8]>.Iterator, cut: Int?) {
      self.events = events
      rest = cut
    }

    mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      if let rest, rest <= 0 { throw BrokenOff() }
      if bytes.isEmpty { bytes = try await more() ?? [] }
      guard !bytes.isEmpty else {
        if rest != nil { throw BrokenOff() }
        return nil
      }
      let piece = bytes.prefix(Swift.min(count, rest ?? count))
      bytes = bytes.dropFirst(piece.count)
      rest = rest.map { $0 - piece.count }
      return piece
    }

    private mutating func more() async throws -> ArraySlice<UInt8>? {
      if file != nil { return try file?.next().map { $0[...] } }
      guard events != nil else { return nil }
      let event = await events?.next()
      // A stream that ends because the server stops has not come to its end.
      if event == nil, Task.isCancelled { throw CancellationError() }
      return event.map { $0[...] }
    }
  }

  /// The connection is cut off on purpose.
  struct BrokenOff: Error {}
}
