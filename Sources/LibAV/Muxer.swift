internal import CFFmpeg

/// Writes packets of H.264 and AAC to an MP4 file that plays from its first byte.
///
/// The index stands before the media; an edit list takes the sound's padding away, so that sound
/// and picture both begin at zero. Equal packets give equal bytes: no date and no version is
/// written.
public struct Muxer: ~Copyable {
  /// A stream of the file.
  public enum Stream: Hashable, Sendable {
    /// The pictures.
    case video
    /// The sound.
    case audio
  }

  private let path: String
  private let context: FormatOutput
  private let output: FileOutput
  private var room = BlockRoom()
  private let packet: Packet
  private let hasVideo: Bool
  private let hasAudio: Bool
  private let videoTick: Ratio

  /// Creates the file and writes its header.
  ///
  /// - Parameters:
  ///   - path: The file; one that exists is overwritten.
  ///   - metadata: Pairs of key and text. While all keys are among the usual ones (title, comment,
  ///     artist, …) they are written where players look for them; with a key of our own, all are
  ///     written as QuickTime metadata, which keeps any key.
  ///   - room: Packets for which room is left before the media, so that the index is written there at
  ///     once; more than that many pictures or runs of sound can't be written then. Without it the
  ///     media are moved when all is written, which reads and writes the file again.
  public init(
    path: String, video: VideoStreamParameters?, audio: AudioStreamParameters?,
    metadata: [(key: String, value: String)] = [], room: IndexRoom? = nil
  ) throws(FFmpegError) {
    FFmpegLog.begin()
    let context = try onFile(path) { () throws(FFmpegError) in try FormatOutput(path: path) }
    let output = try onFile(path) { () throws(FFmpegError) in try FileOutput(path: path) }
    try onFile(path) { () throws(FFmpegError) in
      if let video { try context.addVideo(video) }
      if let audio { try context.addAudio(audio) }
      try context.writeHeader(to: output, rate: video?.rate, metadata: metadata, room: room)
    }
    let packet = try Packet()
    self.context = context
    self.output = output
    self.packet = packet
    self.path = path
    hasVideo = video != nil
    hasAudio = audio != nil
    videoTick = video?.rate.inverse ?? Ratio(1, 1)
  }

  /// Writes a packet behind the one before it.
  ///
  /// Packets of one stream come in their decoding order; streams come in step as far as a player shall find
  /// sound and picture near each other.
  ///
  /// - Parameters:
  ///   - ticks: How much later than the packet says it is shown.
  ///   - longest: How long it is shown at most, in ticks.
  public mutating func write(
    _ encoded: EncodedPacket, movedBy ticks: Int64 = 0, lasting longest: Int64 = .max,
    to stream: Stream
  ) throws(FFmpegError) {
    let index: Int
    let tick: Ratio
    switch stream {
    case .video where hasVideo: (index, tick) = (0, videoTick)
    case .audio where hasAudio: (index, tick) = (hasVideo ? 1 : 0, Ratio(1, Int32(Resampler.rate)))
    default:
      throw FFmpegError(
        .badSetting("a packet for a stream that the file was opened without"),
        operation: "Muxer.write",
        file: path)
    }
    do throws(FFmpegError) {
      room.reach(unsafe output.native.pointee.pos, in: path)
      try packet.lending(encoded) { () throws(FFmpegError) in
        unsafe packet.native.pointee.pts += ticks
        unsafe packet.native.pointee.dts += ticks
        unsafe packet.native.pointee.duration = min(encoded.duration, longest)
        unsafe packet.native.pointee.stream_index = CInt(index)
        try context.write(packet, tick: tick)
      }
      try unsafe checked(output.native.pointee.error, "avio_write")
    } catch {
      throw error.on(path)
    }
  }

  /// Writes the index, moves it before the media, and closes the file.
  ///
  /// Without it the file is unusable.
  public consuming func finish() throws(FFmpegError) {
    let (path, room) = (path, room)
    do throws(FFmpegError) {
      try context.writeTrailer()
      try output.close()
      room.giveBack(path)
    } catch {
      throw error.on(path)
    }
  }
}
