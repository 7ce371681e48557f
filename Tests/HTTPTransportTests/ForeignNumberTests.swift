import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

/// Numbers of servers: whatever they are, nothing traps, and what is believed of them is bounded.
@Suite("Numbers of servers")
struct ForeignNumberTests {
  /// Numbers at which sums and products go wrong, and such as are no numbers.
  static let spellings = [
    "0", "1", "9007199254740992", "9223372036854775806", "9223372036854775807",
    "9223372036854775808", "18446744073709551615", "18446744073709551616",
    String(repeating: "9", count: 400), "-1", "-9223372036854775808", "+5", "1e3", "0x10", "1.5",
    "",
    " ", "5 ", "５", "5,5", "NaN", "inf",
  ]

  @Test("A length is digits alone, and never longer than is counted with", arguments: spellings)
  func lengths(text: String) {
    let length = ByteLength.read(text)
    let isDigits = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    #expect((length != nil) == isDigits)
    if let length {
      #expect((0...ByteLength.longest).contains(length))
      #expect(length == Int64(text) ?? ByteLength.longest || length == ByteLength.longest)
    }
    let announced = HTTPResponse(status: 200, headers: ["Content-Length": text]).announcedLength
    #expect(announced == ByteLength.read(text.trimmingCharacters(in: .whitespaces)))
  }

  @Test("A range that is read is one, within its whole")
  func ranges() {
    for first in Self.spellings {
      for last in Self.spellings {
        for total in Self.spellings + ["*"] {
          guard let range = ContentRange("bytes \(first)-\(last)/\(total)") else { continue }
          guard let first = range.first, let last = range.last else {
            Issue.record("a range without ends: \(range)")
            continue
          }
          #expect(0 <= first && first <= last && last < range.total ?? .max)
          #expect(last < ByteLength.longest)
        }
      }
    }
  }

  @Test("Progress of a continued transfer is never less than that of its parts, and never traps")
  func progress() {
    for one in [0, 1, Int64.max / 2, .max - 1, .max] {
      for other in [0, 1, Int64.max / 2, .max - 1, .max] {
        let part = TransferProgress(
          sentBytes: 0, totalSentBytes: nil, receivedBytes: one, totalReceivedBytes: other)
        let whole = part.continuing(after: other)
        #expect(whole.receivedBytes >= max(one, other))
        #expect(whole.totalReceivedBytes ?? 0 >= other)
      }
    }
  }

  @Test("A download ends whatever the heads say, and what is put in place is what arrived")
  func downloads() async throws {
    var random = SeededGenerator()
    let folder = try TemporaryFolder()
    var finished = 0
    for number in 0..<300 {
      let destination = folder.file("\(number)").path
      let server = LyingServer(seed: random.next())
      var download = FileDownload(
        HTTPRequest(.get, "https://a.example/f", onProgress: { _ in }), to: destination,
        maximumBytes: number.isMultiple(of: 2) ? 4000 : nil, attempts: 6)
      download.patience = .seconds(5)
      do {
        let bytes = try await download.run(over: server)
        finished += 1
        let size = try FileManager.default.attributesOfItem(atPath: destination)[.size] as? Int64
        #expect(size == bytes, "\(random)")
        #expect(bytes <= download.maximumBytes ?? .max, "\(random)")
      } catch {
        #expect(!FileManager.default.fileExists(atPath: destination), "\(random)")
      }
    }
    #expect(finished > 10, "\(random)")
  }
}

/// A server whose heads are made of numbers at which arithmetic goes wrong; the bodies are small.
private final class LyingServer: Transport {
  private let random: Mutex<SeededGenerator>

  init(seed: UInt64) { random = Mutex(SeededGenerator(seed: seed)) }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let (status, headers, pieces, breaks) = random.withLock { random in
      func number() -> String {
        ForeignNumberTests.spellings.randomElement(using: &random) ?? "0"
      }
      let pieces = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        [UInt8](repeating: 7, count: Int.random(in: 1...2000, using: &random))
      }
      let sum = pieces.reduce(0) { $0 + $1.count }
      var headers = HTTPHeaders()
      if Bool.random(using: &random) {
        headers["Content-Length"] = Bool.random(using: &random) ? "\(sum)" : number()
      }
      if Bool.random(using: &random) { headers["ETag"] = "\"v\"" }
      let asked = request.headers["Range"].flatMap { $0.firstMatch(of: /bytes=([0-9]+)-/) }
      let start = asked.flatMap { Int($0.1) } ?? 0
      headers["Content-Range"] =
        Bool.random(using: &random)
        ? "bytes \(start)-\(start + max(sum, 1) - 1)/\(start + sum)"
        : "bytes \(number())-\(number())/\(number())"
      let status = [200, 200, 206, 206, 416, 500, 404].randomElement(using: &random) ?? 200
      return (status, headers, pieces, Int.random(in: 0...3, using: &random) == 0)
    }
    let rest = Mutex(pieces[...])
    request.onProgress?(
      TransferProgress(
        sentBytes: 0, totalSentBytes: nil, receivedBytes: .max, totalReceivedBytes: .max))
    return HTTPResponse(
      status: status, headers: headers, url: request.url,
      body: ResponseBody { () async throws(TransportError) in
        if let piece = rest.withLock({ $0.popFirst() }) { return piece }
        if breaks { throw .disconnected(host: "a.example", reason: "scripted") }
        return nil
      })
  }
}
