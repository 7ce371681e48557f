import Foundation
import RenderPlanning

/// The files that a draft plays, which no output may replace.
struct ProtectedMedia: Sendable {
  private let paths: Set<String>

  init(_ media: some Sequence<MediaItem>) { paths = Set(media.map(\.path)) }

  /// Refuses a path that leads to one of them.
  func refuse(_ output: String) throws {
    let target = URL(fileURLWithPath: output).resolvingSymlinksInPath().path
    if paths.contains(target) {
      throw CommandFailure("\(output): the draft plays this file; name another with -o")
    }
  }
}
