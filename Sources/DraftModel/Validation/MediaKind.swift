/// What a source is.
public enum MediaKind: String, Hashable, Sendable, CaseIterable {
  /// Moving pictures, with sound or without.
  case video
  /// One picture.
  case image
  /// Sound alone.
  case audio

  /// What a file of this name is by its extension; nothing where that does not tell.
  init?(fileName: String) {
    switch FileName(fileName).fileExtension {
    case "mp4", "mov", "m4v", "mkv", "webm", "avi", "mts", "m2ts", "mpg", "mpeg", "wmv", "flv",
      "gif":
      self = .video
    case "png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "heic", "heif", "avif": self = .image
    case "mp3", "wav", "m4a", "aac", "flac", "ogg", "oga", "opus", "aif", "aiff", "wma":
      self = .audio
    default: return nil
    }
  }
}
