internal import CFFmpeg

/// Gives the pictures of runs, one run at a time.
///
/// Going forward within a run costs what lies between; going back begins the run again. Not for use
/// by two tasks at once.
public final class PictureRunReader {
  /// The run that is open.
  public let run: PictureRun
  private let decoder: StreamDecoder
  private let packet: Packet
  private let decoded: Frame
  /// How many packets the decoder has been given.
  private var sent = 0
  private var shown: (index: Int, frame: VideoFrame)?

  /// Opens a run.
  ///
  /// - Throws: ``FFmpegError`` when its parameters are refused.
  public init(_ run: PictureRun) throws(FFmpegError) {
    self.run = run
    let parameters = try CodecParameters(h264: run)
    // One thread: a picture comes out for each packet that goes in.
    decoder = try unsafe StreamDecoder(
      parameters: parameters.native, tick: run.tick.native, threads: 1
    ) { context in
      unsafe context.pointee.flags |= AV_CODEC_FLAG_LOW_DELAY
    }
    packet = try Packet()
    decoded = try Frame()
  }

  /// The picture on screen at `time` after the file's origin; the first one before it, the last one
  /// after it.
  ///
  /// - Throws: ``FFmpegError`` when nothing in the run decodes.
  public func frame(at time: MediaTime) throws(FFmpegError) -> VideoFrame {
    guard !run.packets.isEmpty else {
      throw FFmpegError(.nothingDecodes, operation: "avcodec_receive_frame")
    }
    let wanted = run.index(at: time)
    if let shown, shown.index == wanted { return shown.frame }
    if let shown, shown.index > wanted { startOver() }
    while let frame = try next() {
      // Every packet is one picture, and its time says which.
      let index = run.index(at: frame.presentationTime)
      shown = (index, frame)
      if index >= wanted { return frame }
    }
    guard let last = shown else {
      throw FFmpegError(.nothingDecodes, operation: "avcodec_receive_frame")
    }
    return last.frame
  }

  /// The memory it holds, in bytes, estimated: the run, and the pictures that its decoder works with.
  package var heldBytes: Int {
    run.packets.reduce(decoder.heldBytes) { $0 + $1.bytes.count }
  }

  private func startOver() {
    decoder.flush()
    sent = 0
    shown = nil
  }

  private func next() throws(FFmpegError) -> VideoFrame? {
    while true {
      switch try decoder.receive(into: decoded) {
      case .frame:
        let ticks = unsafe decoded.native.pointee.best_effort_timestamp
        return try VideoFrame(
          moving: decoded, ticks: ticks, durationTicks: 0, tick: run.tick, origin: run.origin)
      case .ended, .corrupt: return nil
      case .needsInput:
        guard sent <= run.packets.count else { return nil }
        if sent == run.packets.count {
          decoder.sendEnd()
        } else {
          try packet.fill(with: run.packets[sent])
          guard try decoder.send(packet) else { return nil }
        }
        sent += 1
      }
    }
  }
}

/// An owner of a stream's description; the corresponding C type is `AVCodecParameters`.
@safe
struct CodecParameters: ~Copyable {
  let native: UnsafeMutablePointer<AVCodecParameters>

  /// Describes the H.264 of a run.
  init(h264 run: PictureRun) throws(FFmpegError) {
    let parameters = try unsafe allocated(
      avcodec_parameters_alloc(), "avcodec_parameters_alloc")
    unsafe parameters.pointee.codec_type = AVMEDIA_TYPE_VIDEO
    unsafe parameters.pointee.codec_id = AV_CODEC_ID_H264
    unsafe parameters.pointee.width = CInt(clamping: run.width)
    unsafe parameters.pointee.height = CInt(clamping: run.height)
    unsafe parameters.pointee.sample_aspect_ratio = run.sampleAspect.native
    do throws(FFmpegError) {
      try unsafe FormatOutput.setHeader(run.parameterSets, of: parameters)
    } catch {
      var failed: UnsafeMutablePointer<AVCodecParameters>? = unsafe parameters
      unsafe avcodec_parameters_free(&failed)
      throw error
    }
    unsafe native = unsafe parameters
  }

  deinit {
    var parameters: UnsafeMutablePointer<AVCodecParameters>? = unsafe native
    unsafe avcodec_parameters_free(&parameters)
  }
}
