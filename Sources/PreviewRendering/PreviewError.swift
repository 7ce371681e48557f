/// Why a plan is not rendered at all.
public enum PreviewError: Error, Hashable, Sendable {
  /// The plan has no frame.
  case nothingToRender
}

extension PreviewError: CustomStringConvertible {
  /// One sentence: what is wrong and what to do about it.
  public var description: String {
    switch self {
    case .nothingToRender:
      "there is nothing to render: the draft, or the part of it that was asked for, has no frame"
    }
  }
}
