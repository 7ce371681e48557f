/// The text of a subtitle file: by its byte order mark, as UTF-8, in the encoding that is stated, or in the one
/// that its bytes suggest; whatever is not certain is noted.
struct SubtitleDecoding {
  let text: String
  let notes: [ConversionNote]

  /// - Parameter stated: The encoding of a file that has no mark and is not UTF-8.
  /// - Throws: ``InterchangeError`` if the bytes are not of the stated encoding, or of none that can be known.
  init(_ bytes: [UInt8], stated: TextEncoding?) throws(InterchangeError) {
    if let marked = Self.marked(bytes) {
      self = marked
      return
    }
    let slice = bytes[...]
    if stated == nil, let wide = Self.unmarkedWide(bytes) {
      self = Self.wide(slice, wide, note: "the text has no byte order mark and is read as \(wide)")
      return
    }
    let isPlain = bytes.allSatisfy { $0 < 0x80 }
    let shape = UTF8Shape(bytes)
    if shape.firstInvalid == nil, !isPlain || stated == nil {
      self.init(String(decoding: bytes, as: UTF8.self))
      return
    }
    if let stated {
      switch stated.decode(slice) {
      case .text(let text): self.init(text)
      case .invalid(let offset):
        throw InterchangeError(.wrongEncoding(stated, line: Self.line(of: offset, in: slice)))
      }
      return
    }
    let offset = shape.firstInvalid ?? 0
    let line = Self.line(of: offset, in: slice)
    // A file that has letters of UTF-8 is a damaged one of it.
    if shape.sequences >= shape.invalid {
      self.init(
        String(decoding: bytes, as: UTF8.self),
        notes: [
          ConversionNote("line \(line)", shape.message)
        ])
      return
    }
    guard let western = TextEncoding.windows1252, case .text(let text) = western.decode(slice),
      Self.looksWestern(text)
    else { throw InterchangeError(.unknownEncoding(line: line)) }
    self.init(
      text,
      notes: [
        ConversionNote(
          "line \(line)",
          "the text is not UTF-8; it is read as Windows-1252, which its letters look like")
      ])
  }

  private init(_ text: String, notes: [ConversionNote] = []) {
    self.text = text
    self.notes = notes
  }

  private static func line(of offset: Int, in bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix(offset).count { $0 == 0x0A } + 1
  }

  // MARK: UTF-16 and UTF-32

  private enum Wide: String, CustomStringConvertible {
    case utf16Little = "UTF-16LE"
    case utf16Big = "UTF-16BE"
    case utf32Little = "UTF-32LE"
    case utf32Big = "UTF-32BE"

    var description: String { rawValue }
  }

  private static func marked(_ bytes: [UInt8]) -> SubtitleDecoding? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let rest = Array(bytes.dropFirst(3))
      let shape = UTF8Shape(rest)
      let notes = shape.firstInvalid.map { offset in
        ConversionNote("line \(line(of: offset, in: rest[...]))", shape.message)
      }
      return SubtitleDecoding(
        String(decoding: rest, as: UTF8.self), notes: notes.map { [$0] } ?? [])
    }
    // The mark of UTF-32LE begins with that of UTF-16LE.
    let marks: [(mark: [UInt8], wide: Wide)] = [
      ([0xFF, 0xFE, 0, 0], .utf32Little), ([0, 0, 0xFE, 0xFF], .utf32Big),
      ([0xFF, 0xFE], .utf16Little), ([0xFE, 0xFF], .utf16Big),
    ]
    guard let found = marks.first(where: { bytes.starts(with: $0.mark) }) else { return nil }
    return wide(bytes.dropFirst(found.mark.count), found.wide, note: nil)
  }

  /// UTF-16 without a mark, told by the zero bytes of its ASCII characters.
  private static func unmarkedWide(_ bytes: [UInt8]) -> Wide? {
    let head = bytes.prefix(4096)
    guard head.count >= 16 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in head.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    // The digits and arrows of two cues are more than a twentieth of any file, and its first characters are ASCII.
    let many = head.count / 20
    let isLittle = bytes[0] != 0 && bytes[1] == 0 && bytes[3] == 0
    let isBig = bytes[1] != 0 && bytes[0] == 0 && bytes[2] == 0
    if isLittle, zeros.odd > many, zeros.even <= zeros.odd / 20 { return .utf16Little }
    if isBig, zeros.even > many, zeros.odd <= zeros.even / 20 { return .utf16Big }
    return nil
  }

  private static func wide(
    _ bytes: ArraySlice<UInt8>, _ wide: Wide, note: String?
  ) -> SubtitleDecoding {
    let width = wide == .utf16Little || wide == .utf16Big ? 2 : 4
    let isLittle = wide == .utf16Little || wide == .utf32Little
    var units: [UInt32] = []
    units.reserveCapacity(bytes.count / width)
    for start in stride(from: bytes.startIndex, through: bytes.endIndex - width, by: width) {
      let unit = bytes[start..<(start + width)]
      units.append(
        isLittle
          ? unit.reversed().reduce(0) { $0 << 8 | UInt32($1) }
          : unit.reduce(0) { $0 << 8 | UInt32($1) })
    }
    var text = ""
    var line = 1
    var firstInvalid: Int?
    var index = 0
    while index < units.count {
      var value = units[index]
      index += 1
      if width == 2, 0xD800...0xDBFF ~= value, index < units.count, 0xDC00...0xDFFF ~= units[index]
      {
        value = 0x10000 + (value - 0xD800) << 10 + (units[index] - 0xDC00)
        index += 1
      }
      let scalar = Unicode.Scalar(value)
      if scalar == nil, firstInvalid == nil { firstInvalid = line }
      if scalar == "\n" { line += 1 }
      text.unicodeScalars.append(scalar ?? "\u{FFFD}")
    }
    if bytes.count % width != 0, firstInvalid == nil { firstInvalid = line }
    var notes = note.map { [ConversionNote("line 1", $0)] } ?? []
    if let firstInvalid {
      notes.append(
        ConversionNote("line \(firstInvalid)", "bytes that are not \(wide) are read as U+FFFD"))
    }
    return SubtitleDecoding(text, notes: notes)
  }

  // MARK: Windows-1252

  /// The most of a Western text's letters that are not ASCII.
  private static let westernShare = 0.3

  /// Whether a text that was read as Windows-1252 is likely to be it: single letters with accents among many
  /// without, as opposed to whole words of them, which is what other alphabets look like.
  private static func looksWestern(_ text: String) -> Bool {
    var (letters, accented, run) = (0, 0, 0)
    for scalar in text.unicodeScalars {
      if (0x80...0x9F).contains(scalar.value) { return false }
      guard scalar.properties.isAlphabetic else {
        run = 0
        continue
      }
      letters += 1
      guard !scalar.isASCII else {
        run = 0
        continue
      }
      accented += 1
      run += 1
      if run > 2 { return false }
    }
    return Double(accented) <= westernShare * Double(letters)
  }
}

/// How much of a file is UTF-8.
private struct UTF8Shape {
  /// Characters of several bytes that are well formed.
  private(set) var sequences = 0
  /// Bytes that belong to no character.
  private(set) var invalid = 0
  /// The offset of the first of them.
  private(set) var firstInvalid: Int?

  /// What is not UTF-8, to be read beside the line of the first of it.
  var message: String {
    invalid == 1
      ? "a byte is not UTF-8 and is read as U+FFFD"
      : "\(invalid) bytes are not UTF-8, here first; each is read as U+FFFD"
  }

  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let length = Self.length(at: index, in: bytes)
      if length > 1 { sequences += 1 }
      if length == 0 {
        invalid += 1
        firstInvalid = firstInvalid ?? index
      }
      index += max(length, 1)
    }
  }

  /// The bytes of the well-formed character at an index; 0 if there is none (Unicode Standard, table 3-7).
  private static func length(at index: Int, in bytes: [UInt8]) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    let rest = bytes[(index + 2)..<(index + length)]
    return rest.allSatisfy { (0x80...0xBF).contains($0) } ? length : 0
  }
}
