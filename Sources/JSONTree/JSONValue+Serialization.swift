extension JSONValue {
  /// The value as JSON text.
  ///
  /// - Parameter indent: Spaces for each level of nesting, one member or element a line; nil, the
  ///   default, for one line without any white space. Empty containers are always `{}` and `[]`.
  public func serialized(indent: Int? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, layout: indent.map { .indented(by: $0) } ?? .compact)
    return bytes
  }

  func write(to bytes: inout [UInt8], layout: JSONLayout, depth: Int = 0) {
    switch self {
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        layout.writeLead(to: &bytes, position: position, depth: depth)
        Self.write(member.key, to: &bytes)
        bytes.append(contentsOf: layout.colon)
        member.value.write(to: &bytes, layout: layout, depth: depth + 1)
      }
      if !members.isEmpty { layout.writeClosing(to: &bytes, depth: depth) }
      bytes.append(UInt8(ascii: "}"))
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        layout.writeLead(to: &bytes, position: position, depth: depth)
        element.write(to: &bytes, layout: layout, depth: depth + 1)
      }
      if !elements.isEmpty { layout.writeClosing(to: &bytes, depth: depth) }
      bytes.append(UInt8(ascii: "]"))
    case .string(let text): Self.write(text, to: &bytes)
    case .number(let number): bytes.append(contentsOf: number.text.utf8)
    case .boolean(let truth): bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    case .null: bytes.append(contentsOf: "null".utf8)
    }
  }

  /// Writes a string with the escapes that RFC 8785 section 3.2.2.2 asks for and no others, so that
  /// any string but those is the characters themselves.
  static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      // Most text needs no escapes, so that whole runs of it are copied.
      var rest = utf8[...]
      while let end = rest.firstIndex(where: needsEscape) {
        bytes.append(contentsOf: rest[..<end])
        writeEscaped(rest[end], to: &bytes)
        rest = rest[(end + 1)...]
      }
      bytes.append(contentsOf: rest)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func writeEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
    case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
    case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
    case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
    case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
    default:
      bytes.append(contentsOf: byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
      bytes.append(contentsOf: String(byte, radix: 16).utf8)
    }
  }
}

extension JSONLayout {
  fileprivate func writeLead(to bytes: inout [UInt8], position: Int, depth: Int) {
    if position > 0 { bytes.append(UInt8(ascii: ",")) }
    writeLine(to: &bytes, depth: depth + 1, orElse: position == 0 ? padding : gap)
  }

  fileprivate func writeClosing(to bytes: inout [UInt8], depth: Int) {
    writeLine(to: &bytes, depth: depth, orElse: padding)
  }

  /// Writes a line's break and indentation, or white space if the value stays on one line.
  private func writeLine(to bytes: inout [UInt8], depth: Int, orElse space: [UInt8]) {
    guard let lineBreak else {
      bytes.append(contentsOf: space)
      return
    }
    bytes.append(contentsOf: lineBreak)
    for _ in 0..<depth { bytes.append(contentsOf: unit) }
  }
}
