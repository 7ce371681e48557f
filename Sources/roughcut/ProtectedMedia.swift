import MediaLibrary
import RenderPlanning

/// The files that a draft plays, which no output may replace.
struct ProtectedMedia: Sendable {
  private let paths: Set<RealPath>

  init(_ media: some Sequence<MediaItem>) { paths = Set(media.compactMap { RealPath($0.path) }) }

  /// Refuses a path that leads to one of them.
  func refuse(_ output: String) throws {
    if let target = RealPath(output), paths.contains(target) {
      throw CommandFailure("\(output): the draft plays this file; name another with -o")
    }
  }
}
