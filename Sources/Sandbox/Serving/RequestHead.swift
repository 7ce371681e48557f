import HTTPTransport

/// The head of a request: its line and its fields, read strictly (RFC 9112, sections 3 to 6).
///
/// Two readers of one request must not disagree about where it ends or whom it's for, so that what is ambiguous is
/// refused: a second `Host` or `Content-Length`, white space before a colon, a folded line.
struct RequestHead: Sendable {
  /// The most bytes of a head.
  static let longest = 64 << 10

  /// How the end of the body is told.
  enum Framing: Hashable, Sendable {
    /// So many bytes.
    case length(Int64)
    case chunked
  }

  let method: String
  /// The path, percent-encoded as it came, without a query.
  let path: String
  let framing: Framing
  /// Whether another request may follow on the connection.
  let isKeptAlive: Bool
  private let fields: HTTPHeaders

  /// The value of the first field of that name, in any case.
  subscript(name: String) -> String? { fields[name] }

  /// Whether the client waits for leave to send the body.
  var awaitsContinue: Bool { self["Expect"]?.lowercased() == "100-continue" }

  /// Reads the bytes before the empty line.
  ///
  /// - Throws: ``Refusal`` of 400, 413 or 501.
  init(_ bytes: [UInt8]) throws(Refusal) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }[...]
    let words = (lines.popFirst() ?? []).split(
      separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words.allSatisfy({ !$0.isEmpty }), words[0].allSatisfy(\.isToken),
      words[1].allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .malformed("its first line can't be read") }
    let version = String(decoding: words[2], as: UTF8.self)
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
      throw .malformed("its version is not HTTP/1.1")
    }
    method = String(decoding: words[0], as: UTF8.self)
    path = String(decoding: words[1].prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)

    var fields = HTTPHeaders()
    for line in lines where !line.isEmpty {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy(\.isToken)
      else { throw .malformed("a field can't be read") }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      guard fields[name] == nil || !Self.singleFields.contains(name.lowercased()) else {
        throw .malformed("it has the field \(name) twice")
      }
      fields.add(name, String(decoding: line[(colon + 1)...], as: UTF8.self))
    }
    self.fields = fields
    framing = try Self.framing(of: fields)
    let words10 = (fields["Connection"] ?? "").lowercased().split { $0 == "," || $0 == " " }
    isKeptAlive =
      version == "HTTP/1.1" ? !words10.contains("close") : words10.contains("keep-alive")
  }

  /// Fields of which a second one would mean another request to another reader.
  private static let singleFields: Set = [
    "host", "content-length", "content-type", "transfer-encoding", "authorization", "expect",
  ]

  private static func framing(of fields: HTTPHeaders) throws(Refusal) -> Framing {
    let encoding = fields["Transfer-Encoding"]
    guard let stated = fields["Content-Length"] else {
      guard let encoding else { return .length(0) }
      guard encoding.lowercased() == "chunked" else {
        throw Refusal(code: 501, message: "the transfer encoding is not known")
      }
      return .chunked
    }
    guard encoding == nil else { throw .malformed("it has both a length and a transfer encoding") }
    guard let length = ByteLength.read(stated) else {
      throw .malformed("its length is not a number")
    }
    guard length < ByteLength.longest else { throw .tooLong }
    return .length(length)
  }
}

extension Refusal {
  /// A request that isn't HTTP as it is understood here; the connection ends with it.
  static func malformed(_ reason: String) -> Refusal {
    Refusal(code: 400, message: "the request can't be understood: \(reason)")
  }
}

extension UInt8 {
  /// Whether it may stand in the name of a method or a field (RFC 9110, section 5.6.2).
  fileprivate var isToken: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
  }
}
