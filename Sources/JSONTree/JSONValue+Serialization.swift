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
      if !members.isEmpty { bytes.append(contentsOf: layout.closing(depth: depth)) }
      bytes.append(UInt8(ascii: "}"))
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        layout.writeLead(to: &bytes, position: position, depth: depth)
        element.write(to: &bytes, layout: layout, depth: depth + 1)
      }
      if !elements.isEmpty { bytes.append(contentsOf: layout.closing(depth: depth)) }
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
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
      case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
      case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
      case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
      case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
      case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
      case 0x00..<0x20:
        bytes.append(contentsOf: byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
        bytes.append(contentsOf: String(byte, radix: 16).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONLayout {
  fileprivate func writeLead(to bytes: inout [UInt8], position: Int, depth: Int) {
    if position > 0 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: position == 0 ? opening(depth: depth) : separator(depth: depth))
  }
}
