package import DraftModel

extension Timeline.Backdrop {
  /// Whether it hides all that lies below its layer.
  package func isOpaque(behind picture: MediaItem.PictureFacts) -> Bool {
    switch self {
    case .color(let color): color.alpha == 255
    case .blur: !picture.hasAlpha
    }
  }
}
