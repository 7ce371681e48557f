/// The last component of a path or an address.
struct FileName {
  /// The name with its extension, without query and fragment.
  let text: Substring

  init(_ source: String) {
    let bare = source.prefix { $0 != "?" && $0 != "#" }
    text = bare.split(separator: "/").last ?? bare
  }

  /// The extension in lower case, without its dot; empty where there is none.
  var fileExtension: String {
    guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return "" }
    return text[text.index(after: dot)...].lowercased()
  }
}
