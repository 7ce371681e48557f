import ArgumentParser
import DraftModel
import RenderPlanning

/// What a picture is to be like.
struct PictureOptions: ParsableArguments {
  @Option(
    help: "The size: 360p for the short side, 640x360 exactly, canvas for the draft's own.")
  var size: RenderRequest.Size?

  @Option(help: "Pictures a second; by default the draft's own, at most 30.")
  var fps: FrameRate?

  @Option(help: "What is spent on looks: draft, good or export (export is of the canvas's size).")
  var quality: OutputFormat.Quality?

  /// The request under these options and the settings in force.
  func request(_ configuration: Configuration, span: TimeSpan? = nil) throws -> RenderRequest {
    let quality = try self.quality ?? configuration.quality ?? .draft
    let size = try self.size ?? (quality == .export ? .canvas : configuration.size)
    return RenderRequest(
      size: size ?? .shortSide(360), rate: try fps ?? configuration.fps, quality: quality,
      span: span)
  }
}
