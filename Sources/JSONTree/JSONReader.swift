/// Reads a text into an index by RFC 8259, in one pass and without recursion.
///
/// A container's children are collected in `pending` and moved to the table when it closes, so that
/// they stand side by side there: elements and members are then reached by number.
struct JSONReader {
  private struct OpenContainer {
    /// Its record in `pending`; its children so far are the records after it.
    let index: Int
    let isObject: Bool
  }

  let source: UnsafeBufferPointer<UInt8>
  let limits: JSONLimits
  var position = 0
  private(set) var index = JSONIndex()
  private var pending = ContiguousArray<JSONRecord>()
  private var open = ContiguousArray<OpenContainer>()
  private var nodeCount = 0
  /// The name read last, for the value that comes next; `keyStart` is 0 when that is no member.
  private var keyStart = 0
  private var keyLength = 0
  private var keyHasEscapes = false

  init(source: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    self.source = source
    self.limits = limits
    // Pretty-printed drafts have a value for every 20 to 30 bytes.
    index.records.reserveCapacity(min(source.count / 24 + 16, limits.maxNodes))
  }

  mutating func readDocument() throws(JSONError) {
    guard source.count <= limits.maxBytes else {
      throw error(.tooLarge(limit: limits.maxBytes), at: limits.maxBytes)
    }
    if source.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark, at: 0) }
    skipWhiteSpace()
    guard position < source.count else { throw error(.empty, at: position) }
    var expectsValue = true
    repeat {
      expectsValue = expectsValue ? try readValue() : try readSeparator()
    } while expectsValue || !open.isEmpty
    skipWhiteSpace()
    guard position == source.count else { throw unexpected(otherwise: .trailingContent) }
    index.records.append(contentsOf: pending)
  }

  /// Reads a scalar, or a container's beginning up to its first value; true if a value must follow.
  private mutating func readValue() throws(JSONError) -> Bool {
    guard position < source.count else { throw error(.unexpectedEnd, at: position) }
    let start = position
    switch source[position] {
    case UInt8(ascii: "\""):
      let hasEscapes = try readString()
      var record = JSONRecord(start: start, end: position)
      record.first = hasEscapes ? 1 : 0
      try append(record)
    case UInt8(ascii: "{"):
      try openContainer(isObject: true)
      if skipByte(UInt8(ascii: "}")) {
        try closeContainer()
        return false
      }
      try readKey()
      return true
    case UInt8(ascii: "["):
      try openContainer(isObject: false)
      if skipByte(UInt8(ascii: "]")) {
        try closeContainer()
        return false
      }
      return true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      try readNumber()
      try append(JSONRecord(start: start, end: position))
    case UInt8(ascii: "t"): try readWord("true")
    case UInt8(ascii: "f"): try readWord("false")
    case UInt8(ascii: "n"): try readWord("null")
    default: throw unexpected(otherwise: nil)
    }
    return false
  }

  /// Reads what follows a value in a container; true if another value must follow.
  ///
  /// That is a comma, and in an object the next name, or the container's end.
  private mutating func readSeparator() throws(JSONError) -> Bool {
    let isObject = open[open.count - 1].isObject
    skipWhiteSpace()
    guard position < source.count else { throw error(.unexpectedEnd, at: position) }
    let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if source[position] == UInt8(ascii: ",") {
      let comma = position
      position += 1
      skipWhiteSpace()
      if position < source.count, source[position] == closing {
        throw error(.trailingComma, at: comma)
      }
      if isObject { try readKey() }
      return true
    }
    guard source[position] == closing else {
      let other = isObject ? UInt8(ascii: "]") : UInt8(ascii: "}")
      throw source[position] == other
        ? error(.mismatchedBracket, at: position) : unexpected(otherwise: .missingComma)
    }
    position += 1
    try closeContainer()
    return false
  }

  private mutating func readKey() throws(JSONError) {
    guard position < source.count else { throw error(.unexpectedEnd, at: position) }
    guard source[position] == UInt8(ascii: "\"") else {
      let closesArray = source[position] == UInt8(ascii: "]")
      throw unexpected(otherwise: closesArray ? .mismatchedBracket : .missingMemberName)
    }
    let start = position
    keyHasEscapes = try readString()
    keyStart = start
    keyLength = position - start - 2
    skipWhiteSpace()
    guard position < source.count else { throw error(.unexpectedEnd, at: position) }
    guard source[position] == UInt8(ascii: ":") else { throw unexpected(otherwise: .missingColon) }
    position += 1
    skipWhiteSpace()
  }

  private mutating func readWord(_ word: StaticString) throws(JSONError) {
    let length = word.utf8CodeUnitCount
    guard position + length <= source.count,
      source[position..<position + length].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: length))
    else { throw unexpected(otherwise: .unknownWord) }
    let start = position
    position += length
    try append(JSONRecord(start: start, end: position))
  }

  private mutating func openContainer(isObject: Bool) throws(JSONError) {
    guard open.count < limits.maxDepth else {
      throw error(.tooDeep(limit: limits.maxDepth), at: position)
    }
    open.append(OpenContainer(index: pending.count, isObject: isObject))
    try append(JSONRecord(start: position))
    position += 1
    skipWhiteSpace()
  }

  private mutating func closeContainer() throws(JSONError) {
    let container = open.removeLast()
    let children = container.index + 1..<pending.count
    pending[container.index].end = UInt32(truncatingIfNeeded: position)
    pending[container.index].first = UInt32(truncatingIfNeeded: index.records.count)
    pending[container.index].count = UInt32(truncatingIfNeeded: children.count)
    index.records.append(contentsOf: pending[children])
    pending.removeLast(children.count)
    if container.isObject, children.count > 1 {
      let first = index.records.count - children.count
      if let duplicate = index.closeObject(first..<index.records.count, in: source) {
        throw error(duplicate: duplicate)
      }
    }
  }

  private mutating func append(_ record: JSONRecord) throws(JSONError) {
    nodeCount += 1
    guard nodeCount <= limits.maxNodes else {
      throw error(.tooManyNodes(limit: limits.maxNodes), at: Int(record.start))
    }
    pending.append(record)
    if keyStart != 0 {
      pending[pending.count - 1].setKey(
        start: keyStart, length: keyLength, hasEscapes: keyHasEscapes)
      keyStart = 0
    }
  }

  private mutating func skipByte(_ byte: UInt8) -> Bool {
    guard position < source.count, source[position] == byte else { return false }
    position += 1
    return true
  }

  private func error(duplicate: JSONIndex.Duplicate) -> JSONError {
    let name = index.records[duplicate.second].keyToken(in: source).string
    let first = error(.empty, at: Int(index.records[duplicate.first].keyStart)).location
    return error(
      .duplicateMember(name, first: first), at: Int(index.records[duplicate.second].keyStart))
  }
}
