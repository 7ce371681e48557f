public import DraftModel
public import Regression
public import RenderPlanning
public import Testing

/// Expects pictures of a draft to be like the accepted ones in a folder.
///
///     expectFrames(
///       of: draft, at: [.time(.zero), .time(Milliseconds(1500))], match: "Tests/Cuts/frames",
///       sources: .init(folder: "Tests/Cuts"))
///
/// Pictures that are not alike are attached, with one that shows where they differ.
///
/// - Parameters:
///   - draft: What is drawn.
///   - times: When on the timeline.
///   - folder: The folder of the accepted pictures, named as ``FrameComparison/fileName(for:)`` says. Where one is
///     missing the one now is attached, to be looked at and put there.
///   - sources: Where the draft's media are looked up.
///   - size: The pictures' size.
///   - threshold: How alike they have to be.
public func expectFrames(
  of draft: Draft, at times: [TimeExpression], match folder: String, sources: DraftPictures.Sources,
  size: RenderRequest.Size = .shortSide(360), threshold: SimilarityThreshold = .usual,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let drawing = DraftPictures(of: draft, sources: sources, size: size)
  do {
    for (time, picture) in zip(times, try drawing.pictures(at: times)) {
      let frame = try FrameComparison(picture, at: time, in: folder, threshold: threshold)
      frame.attach(sourceLocation)
      frame.failure(threshold, omissions: drawing.omissions)?.record(at: sourceLocation)
    }
  } catch {
    Issue.record(error, "the pictures cannot be drawn", sourceLocation: sourceLocation)
  }
}

extension FrameComparison {
  /// Attaches to the test that runs the pictures that are not alike.
  func attach(_ sourceLocation: SourceLocation) {
    if case .same = verdict { return }
    let name = Self.fileName(for: time)
    Attachment.record(actual, named: name, sourceLocation: sourceLocation)
    if case .different(_, let difference) = verdict {
      Attachment.record(difference, named: "difference-\(name)", sourceLocation: sourceLocation)
    }
  }
}
