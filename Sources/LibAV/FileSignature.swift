internal import CFFmpeg

/// What a file that FFmpeg does not open seems to be, in words that people know.
enum FileSignature {
  /// Why a file cannot be opened; `nil` if its first bytes tell nothing.
  static func reason(path: String) -> FFmpegError.Reason? {
    guard let input = try? FileInput(path: path) else { return nil }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 512) { buffer, read in
      read = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(buffer.count))))
    }
    if bytes.isEmpty { return .unreadable("the file is empty") }
    if bytes.allSatisfy({ $0 == 0 }) {
      return .unreadable("the file holds zeros where its header should be")
    }
    if let image = ISOImage(path: path) {
      if image.isHEIC { return .formatUnsupported("HEIC pictures") }
      if image.isTiled { return .formatUnsupported("AVIF pictures made of tiles") }
      if image.isStill { return .formatUnsupported("AVIF pictures of this kind") }
      return .unreadable(
        "its index (\"moov\") is missing or damaged: the file was not finished or is cut short")
    }
    if let kind = marks.first(where: { bytes.starts(with: $0.mark) }) {
      return kind.isMedium ? .formatUnsupported(kind.name) : .notMedium(kind.name)
    }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    if text.contains("<svg") { return .notMedium("SVG drawings") }
    if text.contains("<!doctype html") || text.contains("<html") {
      return .unreadable("it is a web page, and not a medium")
    }
    return nil
  }

  private static let marks: [(mark: [UInt8], name: String, isMedium: Bool)] = [
    (Array("%PDF".utf8), "PDF documents", false),
    (Array("PK\u{3}\u{4}".utf8), "ZIP archives", false),
    (Array("Rar!".utf8), "RAR archives", false), (Array("MThd".utf8), "MIDI files", true),
    ([0x1F, 0x8B], "gzip archives", false), (Array("{\\rtf".utf8), "RTF documents", false),
    (Array("FORM".utf8), "IFF pictures", true), (Array("gimp xcf".utf8), "GIMP pictures", true),
    ([0x7F, 0x45, 0x4C, 0x46], "programs", false),
    (Array("SQLite format 3".utf8), "databases", false),
  ]
}
