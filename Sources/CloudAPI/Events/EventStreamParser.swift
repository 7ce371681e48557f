/// Interprets the bytes of an event stream, in pieces of any size, as they arrive.
///
/// The rules are those of the WHATWG HTML standard, section 9.2.6: lines end with CRLF, LF or CR; a
/// byte-order mark is dropped at the start only; an empty line dispatches. A bare CR ends its line at
/// once: the line feed that may follow in a later piece is then part of the same line end, so no
/// event waits for bytes that may never come. What follows the last empty line is dispatched by ``finish()``
/// alone, which the standard has no equivalent of.
///
/// The events do not depend on how the bytes are cut into pieces.
public struct EventStreamParser: Sendable {
  /// The most bytes that one undispatched event may hold, its unfinished line included.
  public let maximumEventBytes: Int

  /// The identifier in force: what a reconnection would send as `Last-Event-ID`.
  public private(set) var lastEventID = ""

  /// The reconnection time in force, in milliseconds; nil until a valid `retry` field was seen.
  public private(set) var reconnectionMilliseconds: Int64?

  private var line: [UInt8] = []
  private var type: [UInt8] = []
  private var data: [UInt8] = []
  private var markBytesSeen = 0
  private var skipsLineFeed = false

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Makes a parser at the start of a stream.
  ///
  /// - Parameter maximumEventBytes: The bound on one event. The default, 16 MiB, is far above any event
  ///   that the service sends, and low enough that a hostile stream cannot fill the memory.
  public init(maximumEventBytes: Int = 16 << 20) {
    self.maximumEventBytes = maximumEventBytes
  }

  /// Takes the next bytes of the stream.
  ///
  /// - Returns: The events that these bytes complete, in order.
  /// - Throws: ``EventStreamError/eventTooLong(limit:)`` when an event outgrows ``maximumEventBytes``.
  ///   The parser is of no further use then.
  public mutating func consume(
    _ bytes: ArraySlice<UInt8>
  ) throws(EventStreamError) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    var rest = bytes
    while markBytesSeen < Self.byteOrderMark.count, let byte = rest.first, consumeMark(byte) {
      rest.removeFirst()
    }
    while let first = rest.first {
      if skipsLineFeed {
        skipsLineFeed = false
        if first == UInt8(ascii: "\n") {
          rest.removeFirst()
          continue
        }
      }
      let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      let run = rest[..<(end ?? rest.endIndex)]
      guard run.count <= maximumEventBytes - line.count - data.count - type.count else {
        throw .eventTooLong(limit: maximumEventBytes)
      }
      line.append(contentsOf: run)
      guard let end else { break }
      skipsLineFeed = rest[end] == UInt8(ascii: "\r")
      endLine(into: &events)
      rest = rest[(end + 1)...]
    }
    return events
  }

  /// Takes the next bytes of the stream, held as a whole array.
  public mutating func consume(
    _ bytes: [UInt8]
  ) throws(EventStreamError) -> [ServerSentEvent] {
    try consume(bytes[...])
  }

  /// Takes the end of a stream that came whole: an event whose empty line is missing is an event all the same.
  ///
  /// The standard drops it, for browsers reconnect; here no second answer follows. Don't call it for a connection that
  /// broke: what it brought last may be half of an event. The parser is of no further use then.
  ///
  /// - Returns: The last event; nil if none was begun.
  public mutating func finish() -> ServerSentEvent? {
    var events: [ServerSentEvent] = []
    if !line.isEmpty { endLine(into: &events) }
    return events.first ?? dispatch()
  }

  /// Whether `byte` belongs to a byte-order mark that may still turn out to be none.
  private mutating func consumeMark(_ byte: UInt8) -> Bool {
    guard byte == Self.byteOrderMark[markBytesSeen] else {
      // What looked like the beginning of a mark is the beginning of the first line.
      line.append(contentsOf: Self.byteOrderMark.prefix(markBytesSeen))
      markBytesSeen = Self.byteOrderMark.count
      return false
    }
    markBytesSeen += 1
    return true
  }

  private mutating func endLine(into events: inout [ServerSentEvent]) {
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else {
      if let event = dispatch() { events.append(event) }
      return
    }
    let colon = line.firstIndex(of: UInt8(ascii: ":"))
    let name = line[..<(colon ?? line.endIndex)]
    var value = colon.map { line[($0 + 1)...] } ?? []
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    take(value, ofField: name)
  }

  /// Processes one field; a comment arrives as a field without a name and is ignored like any unknown one.
  private mutating func take(_ value: ArraySlice<UInt8>, ofField name: ArraySlice<UInt8>) {
    if name.elementsEqual("event".utf8) {
      type = Array(value)
    } else if name.elementsEqual("data".utf8) {
      data.append(contentsOf: value)
      data.append(UInt8(ascii: "\n"))
    } else if name.elementsEqual("id".utf8) {
      guard !value.contains(0) else { return }
      lastEventID = String(decoding: value, as: UTF8.self)
    } else if name.elementsEqual("retry".utf8) {
      guard !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) }) else { return }
      reconnectionMilliseconds = Int64(String(decoding: value, as: UTF8.self)) ?? .max
    }
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer {
      type.removeAll(keepingCapacity: true)
      data.removeAll(keepingCapacity: true)
    }
    guard !data.isEmpty else { return nil }
    return ServerSentEvent(
      type: type.isEmpty ? "message" : String(decoding: type, as: UTF8.self),
      data: String(decoding: data.dropLast(), as: UTF8.self),
      lastEventID: lastEventID,
      reconnectionMilliseconds: reconnectionMilliseconds)
  }
}
