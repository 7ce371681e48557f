extension MediaFacts {
  /// The facts of an animated WebP file.
  init(_ animation: borrowing AnimatedWebP) {
    let facts = animation.facts
    let milliseconds = facts.times.last ?? 0
    let duration = MediaTime(milliseconds: milliseconds)
    let frames = facts.times.count - 1
    let rate = Ratio(Int32(clamping: frames * 1000), Int32(clamping: milliseconds))
    let video = VideoFacts(
      codec: "webp", width: facts.width, height: facts.height, sampleAspect: Ratio(1, 1),
      orientation: facts.orientation, averageRate: rate, realRate: rate,
      timeBase: AnimatedWebP.tick,
      frameCount: Int64(frames), duration: duration, startTime: .zero, pixelFormat: "rgba",
      bitsPerComponent: 8, hasAlpha: facts.hasAlpha, chromaLog2Width: 0, chromaLog2Height: 0,
      color: ColorFacts(primaries: "unknown", transfer: "unknown", matrix: "gbr", range: "pc"),
      fieldOrder: .progressive, isKeyframeOnly: false)
    self.init(
      containerNames: "webp_pipe", duration: duration, startTime: .zero, bitRate: nil,
      isStillImage: false, isAnimatedImage: true, video: video, sounds: [],
      mainSound: nil)
  }
}
