import Sandbox
import TestSupport
import Testing

/// A form is read the same however its bytes are cut.
@Suite struct MultipartReaderTests {
  private static let type = "multipart/form-data; boundary=\"XyZ\""

  private static let form = """
    preamble\r\n--XyZ\r\nContent-Disposition: form-data; name="files"; filename="a \\"b\\".mp4"\r
    Content-Type: video/mp4\r\n\r\none\r\n--XyY\r\n-\r\n--XyZ\r
    content-disposition: form-data; name=note\r\n\r\n\r\n--XyZ\r
    Content-Disposition: form-data; name="files"; filename*=UTF-8''%E7%89%87.png\r\n\r\n\r\r\n--XyZ--\r\nepilogue
    """

  /// The parts with their content.
  private static func parts(_ pieces: [[UInt8]]) throws -> [[String]] {
    var reader = try #require(MultipartReader(contentType: type))
    var parts: [[String]] = []
    for piece in pieces {
      for event in try reader.consume(piece) {
        switch event {
        case .part(let name, let fileName): parts.append([name ?? "-", fileName ?? "-", ""])
        case .content(let bytes):
          parts[parts.count - 1][2] += String(decoding: bytes, as: UTF8.self)
        case .partEnd: parts[parts.count - 1].append("end")
        }
      }
    }
    #expect(reader.isComplete)
    return parts
  }

  private static let expected = [
    ["files", "a \"b\".mp4", "one\r\n--XyY\r\n-", "end"], ["note", "-", "", "end"],
    ["files", "片.png", "\r", "end"],
  ]

  @Test("A form gives its parts")
  func whole() throws {
    #expect(try Self.parts([Array(Self.form.utf8)]) == Self.expected)
  }

  @Test("A form gives the same parts at every cut, and byte by byte")
  func cuts() throws {
    let bytes = Array(Self.form.utf8)
    for place in bytes.indices {
      #expect(try Self.parts([Array(bytes[..<place]), Array(bytes[place...])]) == Self.expected)
    }
    #expect(try Self.parts(bytes.map { [$0] }) == Self.expected)
  }

  @Test(
    "A field without a usable boundary is no form",
    arguments: [
      "application/json", "multipart/form-data", "multipart/form-data; boundary=",
      "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
    ])
  func noBoundary(field: String) {
    #expect(MultipartReader(contentType: field) == nil)
  }

  @Test("A head without an end is refused before it fills the memory")
  func endlessHead() throws {
    var reader = try #require(MultipartReader(contentType: Self.type))
    #expect(throws: MultipartReader.Malformed()) {
      for _ in 0..<100 {
        _ = try reader.consume(Array("--XyZ\r\nX: ".utf8) + [UInt8](repeating: 65, count: 1000))
      }
    }
  }
}
