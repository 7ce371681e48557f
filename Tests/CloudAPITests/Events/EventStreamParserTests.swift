import CloudAPI
import Foundation
import TestSupport
import Testing

@Suite("Event stream parser")
struct EventStreamParserTests {
  @Test(
    "The published cases hold at every split of the bytes in two, and byte by byte",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: EventStreamCase.all)
  func everySplit(_ example: EventStreamCase) throws {
    // The parser is a value: what it is after each first piece is kept, and the second piece follows.
    var upToCut = EventStreamParser()
    var before: [ServerSentEvent] = []
    for cut in 0...example.stream.count {
      var parser = upToCut
      let events = try before + parser.consume(example.stream[cut...])
      try example.check(events, parser, fed: "cut at \(cut)")
      if cut < example.stream.count { before += try upToCut.consume(example.stream[cut...cut]) }
    }
    try example.check(before, upToCut, fed: "byte by byte")
  }

  @Test(
    "The published cases hold in the pieces in which their origins feed them",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: EventStreamCase.all)
  func originPieces(_ example: EventStreamCase) throws {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    for length in example.chunkLengths {
      pieces.append(example.stream[start..<(start + length)])
      start += length
    }
    #expect(start == example.stream.count)
    try example.check(pieces: pieces)
    for size in example.pieceSizes {
      try example.check(
        pieces: stride(from: 0, to: example.stream.count, by: size).map {
          example.stream[$0..<min($0 + size, example.stream.count)]
        })
    }
  }

  @Test("An event that ends in a bare CR is dispatched without waiting for another byte")
  func bareCarriageReturn() throws {
    var parser = EventStreamParser()
    #expect(try parser.consume(Array("data: x\r\r".utf8)).map(\.data) == ["x"])
    #expect(try parser.consume(Array("\ndata: y\r\n\r".utf8)).map(\.data) == ["y"])
  }

  @Test("A truncated byte-order mark is text of the first line, not a mark")
  func truncatedMark() throws {
    var parser = EventStreamParser()
    #expect(try parser.consume([0xEF, 0xBB]).isEmpty)
    // U+FFFD before "data" makes the field unknown.
    #expect(try parser.consume(Array("data: x\n\ndata: y\n\n".utf8)).map(\.data) == ["y"])
  }

  @Test("An event may reach the bound and not pass it")
  func bound() throws {
    var parser = EventStreamParser(maximumEventBytes: 10)
    #expect(try parser.consume(Array("data: 1234\n\n".utf8)).map(\.data) == ["1234"])
    #expect(throws: EventStreamError.eventTooLong(limit: 10)) {
      _ = try parser.consume(Array("data: 12345".utf8))
    }
  }

  @Test("Data lines without a line end in between count towards the bound together")
  func boundOverLines() {
    var parser = EventStreamParser(maximumEventBytes: 64)
    #expect(throws: EventStreamError.eventTooLong(limit: 64)) {
      for _ in 0..<64 { _ = try parser.consume(Array("data: 1\n".utf8)) }
    }
  }

  @Test("A retry beyond 64 bits is held at the largest value")
  func hugeRetry() throws {
    var parser = EventStreamParser()
    _ = try parser.consume(Array("retry: 99999999999999999999999\n".utf8))
    #expect(parser.reconnectionMilliseconds == .max)
  }
}

/// One stream of `cases.json`, with the events that the standard's rules make of it.
struct EventStreamCase: Sendable, CustomTestStringConvertible {
  let name: String
  let stream: [UInt8]
  let expected: [ServerSentEvent]
  let finalID: String
  let finalRetry: Int64?
  let chunkLengths: [Int]
  let pieceSizes: [Int]

  var testDescription: String { name }

  static let all: [EventStreamCase] = SharedTestData.cases(in: "sse/cases.json").compactMap(
    Self.init)

  init?(_ object: [String: Any]) {
    guard let name = object["name"] as? String,
      let stream = (object["stream_base64"] as? String).flatMap({ Data(base64Encoded: $0) }),
      let expected = object["expected"] as? [[String: Any]],
      let after = object["after"] as? [String: Any],
      let finalID = after["last_event_id"] as? String
    else { return nil }
    self.name = name
    self.stream = Array(stream)
    self.expected = expected.map {
      ServerSentEvent(
        type: $0["type"] as? String ?? "message", data: $0["data"] as? String ?? "",
        lastEventID: $0["id"] as? String ?? "",
        reconnectionMilliseconds: ($0["retry"] as? NSNumber)?.int64Value)
    }
    self.finalID = finalID
    finalRetry = (after["retry"] as? NSNumber)?.int64Value
    chunkLengths = object["chunk_lengths"] as? [Int] ?? [self.stream.count]
    pieceSizes = (object["also_feed_in_pieces_of"] as? [Int]) ?? []
  }

  func check(pieces: [ArraySlice<UInt8>]) throws {
    var parser = EventStreamParser()
    var events: [ServerSentEvent] = []
    for piece in pieces { events += try parser.consume(piece) }
    try check(events, parser, fed: "pieces of \(pieces.map(\.count))")
  }

  /// Compares before it reports, so that 28,000 splits of one stream don't cost 28,000 reports.
  func check(_ events: [ServerSentEvent], _ parser: EventStreamParser, fed: String) throws {
    guard events == expected, parser.lastEventID == finalID,
      parser.reconnectionMilliseconds == finalRetry
    else {
      Issue.record("\(name), \(fed): \(events) is not \(expected)")
      throw Mismatch()
    }
  }

  private struct Mismatch: Error {}
}
