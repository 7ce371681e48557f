import Foundation
import MediaLibrary
import PreviewRendering

extension Configuration {
  /// Why a project may not decide what its file says of a setting; `nil` if it may.
  ///
  /// A project describes its drafts and narrows what the user allows. It never widens: not where media come from, what is
  /// spent, where things are kept, or what other documents are used.
  ///
  /// - Parameters:
  ///   - folder: The folder of the project's file.
  ///   - own: What the user's own file says of the setting.
  static func refusal(
    of setting: Setting, _ text: String, in folder: String, over own: String?
  ) -> String? {
    switch setting {
    case .size, .fps, .quality, .jobs, .color: return nil
    case .cache:
      return
        "a project does not move the cache; --cache, ROUGHCUT_CACHE or your own config.yml does"
    case .skill:
      return isInside(text, folder)
        ? nil : "it is outside the project; ROUGHCUT_SKILL or your own config.yml can name it"
    case .mediaRoot:
      if isInside(text, own ?? folder) { return nil }
      return own.map { "it is outside \($0), which your own config.yml allows" }
        ?? "it is outside the project; --media-root, ROUGHCUT_MEDIA_ROOT or your own config.yml can name it"
    case .maxCredits:
      guard let limit = own.flatMap(Double.init), let wanted = Double(text), !(wanted <= limit)
      else { return nil }
      return "your own config.yml says \(limit.plain), and the smaller limit holds"
    case .cacheSize:
      let limit = own.flatMap { ByteCount(spelling: $0) } ?? ChunkStore.standardLimit
      guard let wanted = ByteCount(spelling: text), wanted > limit else { return nil }
      return own == nil
        ? "a project can only lower the usual limit of \(limit)"
        : "your own config.yml says \(limit), and the smaller limit holds"
    }
  }

  /// Whether a path is a folder or below it, links resolved; one that does not exist goes by how it is written.
  private static func isInside(_ path: String, _ folder: String) -> Bool {
    guard let base = RealPath(folder) else { return false }
    if let real = RealPath(path) { return real.isInside(base) }
    let written = URL(fileURLWithPath: path).standardizedFileURL.path
    let parent = URL(fileURLWithPath: written).deletingLastPathComponent().path
    return written != parent && isInside(parent, folder)
  }
}
