import MediaLibrary
import RenderPlanning

/// The stamps that a plan's files had when its render began.
///
/// Pieces are kept under the content of their files. A file that is overwritten while it is rendered has another content
/// than the plan states, and what is made of it must not be found again under the old one.
struct MediaStamps: Sendable {
  private let plan: RenderPlan
  private let stamps: [ContentHash: FileStamp]

  /// Takes the stamps of the files as they are now.
  init(of plan: RenderPlan) {
    self.plan = plan
    stamps = plan.media.compactMapValues { try? FileStamp(of: $0.path) }
  }

  /// Whether none of the files that a piece is made of has changed since.
  func areCurrent(for piece: Piece) -> Bool {
    switch piece {
    case .picture(let chunk):
      chunk.stack.flatMap(\.layers).compactMap(\.media).allSatisfy { isCurrent($0) }
    case .sound(let chunk):
      plan.sound.clips.allSatisfy { clip in
        clip.first >= chunk.feed.upperBound || clip.end <= chunk.feed.lowerBound
          || isCurrent(clip.media)
      }
    }
  }

  private func isCurrent(_ hash: ContentHash) -> Bool {
    guard let item = plan.media[hash] else { return true }
    return (try? FileStamp(of: item.path)) == stamps[hash]
  }
}
