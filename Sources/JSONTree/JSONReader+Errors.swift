extension JSONReader {
  @inline(never)
  func error(_ reason: JSONError.Reason, at offset: Int) -> JSONError {
    let prefix = UnsafeBufferPointer(rebasing: source[..<min(offset, source.count)])
    return JSONError(reason: reason, location: JSONLineIndex.location(after: prefix))
  }

  /// The error for what stands at the position, in the words of the mistakes that people make
  /// there.
  @inline(never)
  func unexpected(otherwise reason: JSONError.Reason?) -> JSONError {
    guard position < source.count else { return error(.unexpectedEnd, at: position) }
    let rest = source[position...]
    let (scalar, length) = UnicodeScan.scalar(in: source, at: position)
    guard let scalar, length > 0 else { return error(.invalidUTF8, at: position) }
    switch scalar {
    case "/", "#": return error(.comment, at: position)
    case "'": return error(.singleQuotes, at: position)
    case "N" where rest.starts(with: "NaN".utf8), "I" where rest.starts(with: "Infinity".utf8):
      return error(.notFinite, at: position)
    default: break
    }
    if let reason { return error(reason, at: position) }
    switch scalar {
    case ",", ":": return error(.unexpectedCharacter(scalar), at: position)
    case "]", "}": return error(.mismatchedBracket, at: position)
    case "+", ".": return error(.malformedNumber, at: position)
    case "a"..."z", "A"..."Z": return error(.unknownWord, at: position)
    default: return error(.unexpectedCharacter(scalar), at: position)
    }
  }
}
