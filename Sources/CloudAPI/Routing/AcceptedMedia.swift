/// The media that the service accepts, by file name extension, as published.
public enum AcceptedMedia {
  /// Extension and media type, in the published order.
  public static let types: [(fileExtension: String, contentType: String)] = [
    ("mp4", "video/mp4"), ("mov", "video/quicktime"), ("avi", "video/x-msvideo"),
    ("webm", "video/webm"), ("mkv", "video/x-matroska"),
    ("jpg", "image/jpeg"), ("png", "image/png"), ("gif", "image/gif"), ("webp", "image/webp"),
    ("mp3", "audio/mpeg"), ("wav", "audio/wav"), ("m4a", "audio/mp4"), ("aac", "audio/aac"),
  ]

  /// The media type of a file name; nil if the service doesn't accept such files.
  public static func contentType(ofFileNamed name: String) -> String? {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    let fileExtension = name[name.index(after: dot)...].lowercased()
    return types.first { $0.fileExtension == fileExtension }?.contentType
  }

  /// The accepted extensions as a sentence lists them.
  public static var list: String { types.map(\.fileExtension).joined(separator: ", ") }
}
