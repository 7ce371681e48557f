import Foundation
import LibAV
import TestSupport
import Testing

@Suite("Encoding and MP4")
struct EncodingTests {
  private static let rate = Ratio(30_000, 1001)

  private func settings(bFrames: Int = 0) -> VideoEncoderSettings {
    var settings = VideoEncoderSettings(width: 96, height: 64, rate: Self.rate)
    settings.bFrames = bFrames
    settings.gopLength = 20
    settings.quality = 18
    return settings
  }

  /// A picture of a slope that moves with its number.
  private func picture(_ index: Int) throws -> PictureBuffer {
    let buffer = try PictureBuffer(format: .yuv420p, width: 96, height: 64)
    for row in 0..<64 {
      for column in 0..<96 {
        buffer.plane(0)[row * buffer.stride(0) + column] = UInt8(
          16 + (2 * column + row + 5 * index) % 200)
      }
    }
    buffer.fill(1, with: 110)
    buffer.fill(2, with: 140)
    return buffer
  }

  private func encode(_ range: Range<Int>, bFrames: Int = 0) throws -> (
    VideoEncoder, [EncodedPacket]
  ) {
    let encoder = try VideoEncoder(settings: settings(bFrames: bFrames))
    var packets: [EncodedPacket] = []
    for (number, index) in range.enumerated() {
      packets += try encoder.encode(try picture(index), at: Int64(number))
    }
    return (encoder, try packets + encoder.finish())
  }

  private func tone(_ count: Int) -> [Float] {
    (0..<count).flatMap { index -> [Float] in
      let phase = Float(index) * 2 * .pi / 48_000
      return [0.4 * sin(440 * phase), 0.4 * sin(660 * phase)]
    }
  }

  @Test("The same pictures give the same bytes, and equal settings equal parameter sets")
  func reproducible() throws {
    let (first, packets) = try encode(0..<50)
    let (second, again) = try encode(0..<50)
    let (third, others) = try encode(50..<60)
    #expect(packets == again)
    #expect(
      first.parameterSets == second.parameterSets && first.parameterSets == third.parameterSets)
    #expect(packets.count == 50 && others.count == 10)
    #expect(packets.filter(\.isKey).map(\.presentationTicks) == [0, 20, 40])
  }

  @Test("Nothing of x264's version or settings is left in the bytes")
  func withoutVersion() throws {
    let (encoder, packets) = try encode(0..<3)
    let text = String(decoding: encoder.parameterSets + packets.flatMap(\.bytes), as: UTF8.self)
    #expect(!text.contains("x264"))
  }

  @Test(
    "The decoder's configuration is as ffmpeg writes it from a stream",
    arguments: ["baseline", "main", "high"])
  func configuration(profile: String) throws {
    let folder = try TemporaryFolder()
    let (ours, stream, theirs) = (
      folder.file("ours.mp4"), folder.file("stream.h264"), folder.file("theirs.mp4")
    )
    var settings = settings()
    settings.profile = profile
    let encoder = try VideoEncoder(settings: settings)
    let packets =
      try (0..<30).flatMap { try encoder.encode(try picture($0), at: Int64($0)) }
      + encoder.finish()
    var muxer = try Muxer(path: ours.path, video: VideoStreamParameters(of: encoder), audio: nil)
    for packet in packets { try muxer.write(packet, to: .video) }
    try muxer.finish()
    let quiet = ["-nostdin", "-v", "error", "-y"]
    let copy = ["-c", "copy"]
    _ = try Shell.output(of: "ffmpeg", quiet + ["-i", ours.path] + copy + [stream.path])
    _ = try Shell.output(
      of: "ffmpeg", quiet + ["-r", "30", "-i", stream.path] + copy + [theirs.path])
    let shown = { (file: URL) in
      try Shell.output(
        of: "ffprobe",
        ["-v", "error", "-show_data", "-show_entries", "stream=extradata", file.path])
    }
    #expect(try shown(ours) == shown(theirs))
  }

  @Test(
    "Pieces encoded apart and joined play as one, from zero, without a warning", arguments: [0, 2])
  func joined(bFrames: Int) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("out.mp4")
    let sound = try AudioEncoder(.quick(quality: 4))
    let samples = tone(96_096)
    let soundPackets = try sound.encode(samples) + sound.finish()
    let pieces = try [0..<20, 20..<25, 25..<60].map { try encode($0, bFrames: bFrames) }
    var muxer = try Muxer(
      path: file.path, video: VideoStreamParameters(of: pieces[0].0),
      audio: AudioStreamParameters(of: sound),
      metadata: [("title", "Ünïcode"), ("comment", "hash 12ab")])
    var start: Int64 = 0
    for (_, packets) in pieces {
      for packet in packets { try muxer.write(packet, movedBy: start, to: .video) }
      start += Int64(packets.count)
    }
    for packet in soundPackets { try muxer.write(packet, to: .audio) }
    try muxer.finish()

    let probe = try Shell.run(
      "ffprobe",
      ["-v", "warning", "-count_frames", "-of", "flat", "-show_entries"]
        + [
          "format=start_time:format_tags=title,comment:stream=start_time,nb_read_frames,r_frame_rate,"
            + "avg_frame_rate,pix_fmt,color_range,color_space,color_transfer,color_primaries",
          file.path,
        ])
    #expect(probe.errors == "")
    for line in [
      "streams.stream.0.start_time=\"0.000000\"", "streams.stream.1.start_time=\"0.000000\"",
      "format.start_time=\"0.000000\"", "streams.stream.0.nb_read_frames=\"60\"",
      "streams.stream.0.r_frame_rate=\"30000/1001\"",
      "streams.stream.0.avg_frame_rate=\"30000/1001\"",
      "streams.stream.0.color_range=\"tv\"", "streams.stream.0.color_space=\"bt709\"",
      "streams.stream.0.color_transfer=\"bt709\"", "streams.stream.0.color_primaries=\"bt709\"",
      "format.tags.title=\"Ünïcode\"", "format.tags.comment=\"hash 12ab\"",
    ] {
      #expect(probe.text.contains(line), "\(line)")
    }

    let bytes = try Data(contentsOf: file)
    let index = try #require(bytes.range(of: Data("moov".utf8)))
    let media = try #require(bytes.range(of: Data("mdat".utf8)))
    #expect(index.lowerBound < media.lowerBound)

    // Read back: each picture is at its place, and the tone is where it was.
    let reader = try VideoReader(path: file.path)
    let scaler = try PictureScaler()
    let buffer = try PictureBuffer(format: .yuv420p, width: 96, height: 64)
    for index in 0..<60 {
      try scaler.scale(
        reader.frame(at: MediaTime(ticks: Int64(index), of: Self.rate.inverse)), to: buffer)
      let difference = zip(buffer.tightBytes.prefix(96 * 64), try picture(index).tightBytes).reduce(
        0
      ) {
        $0 + abs(Int($1.0) - Int($1.1))
      }
      #expect(difference < 96 * 64 * 4, "picture \(index)")
    }
    var heard = [Float](repeating: 0, count: samples.count)
    let audio = try AudioReader(path: file.path)
    let outcome = heard.withUnsafeMutableBufferPointer { buffer in
      Result { try audio.read(startingAt: 0, into: buffer) }
    }
    #expect(try outcome.get() == 96_096)
    #expect(differenceLevel(heard[4096..<180_000], samples[4096..<180_000]) < -40)
  }

  @Test("Files are the same to the byte, and keys of our own are kept")
  func reproducibleFiles() throws {
    let folder = try TemporaryFolder()
    let (encoder, packets) = try encode(0..<30)
    var files: [Data] = []
    for name in ["a.mp4", "b.mp4"] {
      var muxer = try Muxer(
        path: folder.file(name).path, video: VideoStreamParameters(of: encoder), audio: nil,
        metadata: [("title", "t"), ("roughcut.draft", "12ab")])
      for packet in packets { try muxer.write(packet, to: .video) }
      try muxer.finish()
      files.append(try Data(contentsOf: folder.file(name)))
    }
    #expect(files[0] == files[1])
    let tags = try Shell.output(
      of: "ffprobe",
      ["-v", "error", "-show_entries", "format_tags", "-of", "flat", folder.file("a.mp4").path])
    #expect(String(decoding: tags, as: UTF8.self).contains("12ab"))
  }

  @Test("A place that can't be written, and a disk that is full, are errors that name the file")
  func unwritable() throws {
    let (encoder, packets) = try encode(0..<30)
    let video = VideoStreamParameters(of: encoder)
    let error = #expect(throws: FFmpegError.self) {
      _ = try Muxer(path: "/no/such/folder/out.mp4", video: video, audio: nil)
    }
    #expect(error?.file == "/no/such/folder/out.mp4")
    let full = #expect(throws: FFmpegError.self) {
      var muxer = try Muxer(path: "/dev/full", video: video, audio: nil)
      for packet in packets { try muxer.write(packet, to: .video) }
      try muxer.finish()
    }
    #expect(full?.file == "/dev/full")
  }

  @Test("Settings out of their range are refused with the reason")
  func badSettings() throws {
    for change in [
      { $0.width = 95 }, { $0.height = 0 }, { $0.rate = Ratio(0, 1) }, { $0.quality = 52 },
      { $0.gopLength = 0 }, { $0.preset = "no-such" }, { $0.width = 1 << 40 },
    ] as [(inout VideoEncoderSettings) -> Void] {
      var settings = settings()
      change(&settings)
      #expect(throws: FFmpegError.self) { try VideoEncoder(settings: settings) }
    }
    let encoder = try VideoEncoder(settings: settings())
    let wrong = try PictureBuffer(format: .rgba, width: 96, height: 64)
    #expect(throws: FFmpegError.self) { try encoder.encode(wrong, at: 0) }
    for quality in [0, -1, 11, .nan, .infinity] {
      #expect(throws: FFmpegError.self) { try AudioEncoder(.quick(quality: quality)) }
    }
  }

  @Test("A still is the picture that was encoded", arguments: ["png", "jpg", "webp"])
  func stills(name: String) throws {
    let folder = try TemporaryFolder()
    let picture = try PictureBuffer(format: .rgba, width: 48, height: 32)
    for index in 0..<(48 * 32) {
      let place = index / 48 * picture.stride(0) + index % 48 * 4
      let color: [UInt8] = index % 48 < 24 ? [200, 60, 30, 255] : [20, 90, 220, 255]
      for channel in 0..<4 { picture.plane(0)[place + channel] = color[channel] }
    }
    let format: StillImageEncoder.Format =
      name == "png" ? .png : name == "jpg" ? .jpeg(quality: 95) : .webp(quality: 95)
    let bytes = try StillImageEncoder.encode(picture, as: format)
    #expect(try StillImageEncoder.encode(picture, as: format) == bytes)
    let file = try folder.write(bytes, to: "still.\(name)")
    let decoded = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-i", file.path, "-vf", "scale=in_color_matrix=bt601"]
        + ["-f", "rawvideo", "-pix_fmt", "rgba", "-"])
    #expect(decoded.count == picture.tightBytes.count)
    let difference = zip(decoded, picture.tightBytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(difference <= (name == "png" ? 0 : 3 * decoded.count), "\(difference)")
  }
}
