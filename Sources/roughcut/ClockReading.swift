import LibAV
import SelfClock

/// What the pictures and the sound of a file say of themselves.
struct ClockReading: Encodable {
  /// What one frame shows.
  struct Frame: Encodable {
    struct Mark: Encodable {
      let clip: Int
      let frame: Int
      /// The contrast of the weakest bit, 0 to 1.
      let confidence: Double
    }
    let index: Int
    let mark: Mark?
  }

  /// One tick of the sound.
  struct TickPlace: Encodable {
    let seconds: Double
    let pitch: Int
    let gain: Double
  }

  private(set) var frames: [Frame] = []
  private(set) var ticks: [TickPlace] = []

  /// The longest file that is read, in frames and seconds: beyond the numbers that a mark can
  /// carry, nothing is left to read.
  private static let mostFrames = 1 << 20
  private static let mostSeconds = 3600

  init(of path: String) throws {
    do throws(FFmpegError) {
      let facts = try MediaProbe.probe(path: path)
      if facts.video != nil { frames = try Self.frames(of: path) }
      if facts.audio != nil { ticks = try Self.ticks(of: path) }
    } catch {
      throw CommandFailure("\(error); name a video that FFmpeg can open")
    }
  }

  private static func frames(of path: String) throws(FFmpegError) -> [Frame] {
    let reader = try VideoReader(path: path)
    let picture = try PictureBuffer(
      format: .yuv420p, width: reader.facts.width, height: reader.facts.height)
    let scaler = try PictureScaler()
    guard let step = reader.frameDuration else { return [] }
    var frames: [Frame] = []
    var time = MediaTime.zero
    for index in 0..<mostFrames {
      if let end = reader.endOfLastFrame, time >= end { break }
      let frame = try reader.frame(at: time)
      // The end is known only once reading has come to it, which the call above may have done.
      if let end = reader.endOfLastFrame, time >= end { break }
      try scaler.scale(frame, to: picture)
      frames.append(Frame(index: index, mark: mark(of: picture)))
      time = time + step
    }
    return frames
  }

  private static func mark(of picture: PictureBuffer) -> Frame.Mark? {
    picture.withPlane(0) { luma, stride in
      FrameMark(
        luma: luma.span, width: picture.width, height: picture.height, stride: stride)
    }.map { Frame.Mark(clip: $0.clip, frame: $0.frame, confidence: $0.confidence) }
  }

  private static func ticks(of path: String) throws(FFmpegError) -> [TickPlace] {
    let reader = try AudioReader(path: path)
    guard let finder = TickFinder(sampleRate: AudioReader.sampleRate) else { return [] }
    var left: [Float] = []
    var block = [Float](repeating: 0, count: AudioReader.sampleRate * 2)
    for second in 0..<mostSeconds {
      var count = 0
      var failure: FFmpegError?
      block.withUnsafeMutableBufferPointer { buffer in
        do throws(FFmpegError) {
          count = try reader.read(
            startingAt: Int64(second * AudioReader.sampleRate), into: buffer)
        } catch { failure = error }
      }
      if let failure { throw failure }
      left += stride(from: 0, to: count * 2, by: 2).map { block[$0] }
      if count < AudioReader.sampleRate { break }
    }
    return finder.ticks(in: left).map { tick in
      TickPlace(
        seconds: tick.position / Double(AudioReader.sampleRate), pitch: tick.pitch,
        gain: tick.gain)
    }
  }
}
