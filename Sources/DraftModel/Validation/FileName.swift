/// The last component of a path or an address.
struct FileName {
  /// The name with its extension, without query and fragment.
  let text: Substring

  init(_ source: String) {
    // By bytes, as every source of a draft is asked several times, and all of the separators are ASCII.
    let bytes = source.utf8
    var bare = bytes[..<(bytes.firstIndex { "?#".utf8.contains($0) } ?? bytes.endIndex)]
    while let last = bare.last, last == UInt8(ascii: "/") { bare.removeLast() }
    let slash = bare.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) }
    text = Substring(bare[(slash ?? bare.startIndex)...])
  }

  /// The extension in lower case, without its dot; empty where there is none.
  var fileExtension: String {
    guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")), dot != text.startIndex else {
      return ""
    }
    return text[text.utf8.index(after: dot)...].lowercased()
  }
}
