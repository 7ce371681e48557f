import Foundation
import LibAV

/// Tells media from what else a host may answer with: a login page, an error in JSON, nothing at all.
enum MediaContent {
  /// The bytes of a file's beginning that are looked at.
  private static let headBytes = 4096

  /// Why a file is not a medium, and what to do; nil if it opens and holds a picture or sound, or if it is a medium of
  /// a form that this FFmpeg does not read, such as HEIC, which fetching it again would not change.
  static func refusal(ofFile path: String) -> String? {
    do throws(FFmpegError) {
      let facts = try MediaProbe.probe(path: path, requiresPicture: true)
      guard facts.video == nil, facts.audio == nil else { return nil }
      return "it holds neither picture nor sound; check the address"
    } catch {
      guard let kind = textKind(ofFile: path) else {
        if error.reason.isOfMedium { return nil }
        return "it does not open as a medium (\(error.reason)); check the address"
      }
      return
        "the host sent \(kind) instead of a medium; open the address in a browser, as it may have "
        + "expired or ask for a login"
    }
  }

  /// What a file of text is, in words; nil for a file of other bytes.
  private static func textKind(ofFile path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    let head = Array((try? handle.read(upToCount: headBytes)) ?? Data())
    if head.isEmpty { return "an empty file" }
    guard head.allSatisfy({ $0 >= 0x20 || (0x09...0x0D).contains($0) || $0 == 0x1B }) else {
      return nil
    }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if start.hasPrefix("<!doctype html") || text.contains("<html") { return "a web page" }
    if start.hasPrefix("{") || start.hasPrefix("[") { return "JSON" }
    return start.hasPrefix("<?xml") || start.hasPrefix("<") ? "XML" : "text"
  }
}

extension FFmpegError.Reason {
  /// Whether a file that does not open for this reason is a medium all the same.
  fileprivate var isOfMedium: Bool {
    switch self {
    case .formatUnsupported, .codecMissing: true
    default: false
    }
  }
}
