import DraftModel
import Foundation
import LibAV
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// Pictures of one draft, written to files.
struct FrameJob: Sendable {
  let plan: PlannedDraft
  /// What is kept beside media files.
  let kept: MediaCache
  let times: [TimeExpression]
  /// The files' name; `%d` stands for the picture's number, from 1.
  let pattern: String

  /// One picture that was written.
  struct Picture: Encodable, Sendable {
    let path: String
    /// In milliseconds on the timeline, as asked for.
    let time: Milliseconds
    /// When the draft ends, if the time lies beyond that and the last picture was written.
    let beyondEnd: Milliseconds?

    /// What the reader of the picture should know of its time; `nil` if it is within the draft.
    var remark: String? {
      if time < .zero { return "\(path): \(time)s is before the draft; the first picture is shown" }
      return beyondEnd.map {
        "\(path): \(time)s is beyond the end at \($0)s; the last picture is shown"
      }
    }
  }

  /// Makes the pictures in the order of time, which costs one pass; tells of them in the order
  /// given.
  func run() throws -> [Picture] {
    let grid = plan.plan.format.rate
    let length = grid.time(of: plan.plan.endFrame)
    let pictures = times.enumerated().map { index, expression in
      let time = expression.resolved(in: length)
      // The end itself is where the last picture's time ends: 100% means that picture.
      return Picture(
        path: pattern.replacingOccurrences(of: "%d", with: "\(index + 1)"), time: time,
        beyondEnd: time > length ? length : nil)
    }
    let protected = ProtectedMedia(plan.plan.media.values)
    for picture in pictures { try protected.refuse(picture.path) }
    do {
      let renderer = try StillRenderer(
        plan: plan.plan, kept: kept, threads: ProcessInfo.processInfo.activeProcessorCount)
      for picture in pictures.sorted(by: { $0.time < $1.time }) {
        try Task.checkCancellation()
        let format = StillImageEncoder.Format(path: picture.path) ?? .png
        try OutputFile.write(try renderer.still(at: picture.time, as: format), to: picture.path)
      }
    } catch let error where !(error is CancellationError) {
      throw CommandFailure(rendering: pattern, cache: nil, error)
    }
    return pictures
  }
}

extension StillImageEncoder.Format {
  /// The form that a file's name asks for by its ending.
  init?(path: String) {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "png": self = .png
    case "jpg", "jpeg": self = .jpeg(quality: 90)
    case "webp": self = .webp(quality: 90)
    default: return nil
    }
  }
}
