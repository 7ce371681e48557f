import Foundation
import RenderPlanning

extension FetchedMedia {
  /// Reads every fetched file whole and tells which are not what they should be.
  ///
  /// What is still on its way is nobody's yet, and is left alone.
  ///
  /// - Parameters:
  ///   - removes: Whether to remove what is broken.
  ///   - progress: Called after each file.
  /// - Throws: `CancellationError` when cancelled.
  public func check(
    removing removes: Bool, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> CacheCheck {
    try CacheCheck(
      .media, in: CacheFolder(path: folder, kind: .media), removing: removes, progress: progress
    ) { fault(of: $0.path) }
  }

  private func fault(of path: String) -> String? {
    let url = URL(fileURLWithPath: path)
    let isGone = { access(path, F_OK) != 0 }
    switch url.deletingLastPathComponent().lastPathComponent {
    case "content":
      guard let name = hash(ofContentAt: path) else { return "its name is not that of a content" }
      guard let content = try? ContentHash(ofFile: path) else {
        return isGone() ? nil : "it cannot be read"
      }
      guard content == name else { return "its bytes are not those that were fetched" }
      return MediaContent.refusal(ofFile: path)
    case "addresses":
      return Self.noted(at: path) == nil && !isGone() ? "its bytes do not match its sum" : nil
    default: return nil
    }
  }
}
