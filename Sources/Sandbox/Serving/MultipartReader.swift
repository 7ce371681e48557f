import Foundation

/// Takes a `multipart/form-data` body apart as it comes (RFC 7578, RFC 2046 section 5.1).
///
/// What it holds is bounded: a part's head by ``longestHead``, a part's content by the delimiter's length.
package struct MultipartReader {
  /// What was found.
  package enum Event: Equatable {
    /// A part begins.
    case part(name: String?, fileName: String?)
    /// A piece of the part's content.
    case content(ArraySlice<UInt8>)
    /// The part is complete.
    case partEnd
  }

  /// The body does not follow the grammar.
  package struct Malformed: Error, Equatable {
    package init() {}
  }

  /// The longest head of a part, in bytes.
  static let longestHead = 16 << 10

  private enum State { case preamble, delimiter, head, content, end }

  private let delimiter: [UInt8]
  private var state = State.preamble
  private var buffer: [UInt8]

  /// - Parameter contentType: The field that names the boundary; nil if it names none.
  package init?(contentType: String) {
    let parts = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
    guard parts.first?.lowercased() == "multipart/form-data",
      let field = parts.first(where: { $0.lowercased().hasPrefix("boundary=") })
    else { return nil }
    let boundary = field.dropFirst("boundary=".count).filter { $0 != "\"" }
    guard (1...70).contains(boundary.utf8.count) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very beginning, without a line before it.
    buffer = [13, 10]
  }

  /// Whether the closing delimiter has come.
  package var isComplete: Bool { state == .end }

  /// Takes the next bytes.
  package mutating func consume(_ bytes: some Collection<UInt8>) throws(Malformed) -> [Event] {
    guard state != .end else { return [] }
    buffer += bytes
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// Goes on by one state; false where more bytes are needed.
  private mutating func step(_ events: inout [Event]) throws(Malformed) -> Bool {
    switch state {
    case .preamble, .content:
      let isContent = state == .content
      if let place = buffer.firstRange(of: delimiter) {
        if isContent, place > 0 { events.append(.content(buffer[..<place])) }
        if isContent { events.append(.partEnd) }
        buffer.removeFirst(place + delimiter.count)
        state = .delimiter
        return true
      }
      // A delimiter may have begun in the last bytes.
      let settled = max(0, buffer.count - delimiter.count + 1)
      if isContent, settled > 0 { events.append(.content(buffer[..<settled])) }
      buffer.removeFirst(settled)
      return false
    case .delimiter:
      guard buffer.count >= 2 else { return false }
      if buffer.starts(with: [45, 45]) {
        state = .end
        buffer = []
        return false
      }
      guard buffer.starts(with: [13, 10]) else { throw Malformed() }
      // The line's end stays: a head may be empty.
      state = .head
      return true
    case .head:
      guard let end = buffer.firstRange(of: [13, 10, 13, 10]) else {
        guard buffer.count <= Self.longestHead else { throw Malformed() }
        return false
      }
      guard end <= Self.longestHead else { throw Malformed() }
      events.append(Self.part(head: String(decoding: buffer[..<end], as: UTF8.self)))
      buffer.removeFirst(end + 4)
      state = .content
      return true
    case .end: return false
    }
  }

  private static func part(head: String) -> Event {
    var name: String?
    var fileName: String?
    for line in head.split(separator: "\r\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2, halves[0].lowercased() == "content-disposition" else { continue }
      name = parameter("name", in: halves[1])
      fileName =
        parameter("filename*", in: halves[1]).flatMap(extended)
        ?? parameter("filename", in: halves[1])
    }
    return .part(name: name, fileName: fileName)
  }

  /// A parameter's value, quoted or bare; browsers and curl write a quote inside as `%22` or `\"`.
  private static func parameter(_ name: String, in field: Substring) -> String? {
    var rest = field
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
      guard rest.lowercased().hasPrefix(name + "=") else { continue }
      rest = rest.dropFirst(name.count + 1)
      guard rest.first == "\"" else { return String(rest.prefix { $0 != ";" && $0 != " " }) }
      var value = ""
      var isEscaped = false
      for character in rest.dropFirst() {
        // A backslash before anything else is itself: Windows paths are sent as they are.
        if isEscaped, character != "\"", character != "\\" { value.append("\\") }
        if !isEscaped, character == "\"" { break }
        if !isEscaped, character == "\\" {
          isEscaped = true
          continue
        }
        value.append(character)
        isEscaped = false
      }
      return value.replacing("%22", with: "\"")
    }
    return nil
  }

  /// The value of RFC 5987's form: `UTF-8''na%C3%AFve.mp4`.
  private static func extended(_ value: String) -> String? {
    let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return String(parts[2]).removingPercentEncoding
  }
}

extension [UInt8] {
  /// Where `pattern`, which is not empty, first begins.
  fileprivate func firstRange(of pattern: [UInt8]) -> Int? {
    guard count >= pattern.count else { return nil }
    return withUnsafeBufferPointer { bytes in
      var place = 0
      let last = bytes.count - pattern.count
      while place <= last {
        if bytes[place] == pattern[0],
          (1..<pattern.count).allSatisfy({ bytes[place + $0] == pattern[$0] })
        {
          return place
        }
        place += 1
      }
      return nil
    }
  }
}
