import Foundation
import LibAV
import TestSupport
import Testing

@Suite("VideoReader")
struct VideoReaderTests {
  /// A clip whose pictures are all different, 96x64 and BT.709, so that nothing is converted on the
  /// way.
  struct Recipe: Sendable, CustomTestStringConvertible {
    let name: String
    var rate = "30"
    var coding = "-c:v libx264 -bf 3 -g 12"
    var extra = ""
    var testDescription: String { "\(name) \(rate) \(coding) \(extra)" }

    func make() throws -> MadeClip {
      try MadeClip(
        name,
        "-f lavfi -i testsrc2=size=96x64:rate=\(rate):duration=2.5 \(coding) -pix_fmt yuv420p "
          + "-colorspace bt709 -color_range tv -color_primaries bt709 -color_trc bt709 \(extra)")
    }
  }

  static let openGroups =
    "-c:v libx264 -x264-params open-gop=1:keyint=12:bframes=3:b-pyramid=normal:scenecut=0"

  static let recipes = [
    Recipe(name: "closed.mp4"),
    Recipe(name: "ntsc.mp4", rate: "24000/1001"),
    Recipe(name: "open.mp4", coding: openGroups),
    Recipe(name: "open.mkv", coding: openGroups),
    Recipe(name: "open.ts", rate: "30000/1001", coding: openGroups),
    Recipe(name: "late.mp4", extra: "-output_ts_offset 3.3"),
    Recipe(name: "fragments.mp4", extra: "-movflags frag_keyframe+empty_moov"),
    Recipe(name: "vfr.mp4", extra: "-vf select='mod(n\\,5)*mod(n\\,7)' -fps_mode vfr"),
    Recipe(name: "vfr.mkv", rate: "60", extra: "-vf select='mod(n\\,5)*mod(n\\,7)' -fps_mode vfr"),
    Recipe(
      name: "open.hevc.mp4",
      coding:
        "-c:v libx265 -x265-params log-level=none:open-gop=1:keyint=12:min-keyint=12:bframes=3:scenecut=0"
    ),
    Recipe(name: "vp9.webm", coding: "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12"),
    Recipe(name: "mpeg2.mpg", rate: "25", coding: "-c:v mpeg2video -bf 2 -g 12 -q:v 4"),
    Recipe(name: "mpeg2.ts", rate: "25", coding: "-c:v mpeg2video -bf 2 -g 12 -q:v 4"),
    Recipe(name: "decoding-times.avi", coding: "-c:v libx264 -bf 2 -g 12"),
    Recipe(name: "bare.h264"),
    Recipe(name: "intra.mkv", coding: "-c:v ffv1"),
    Recipe(name: "one-key.mp4", coding: "-c:v libx264 -bf 3 -g 1000"),
  ]

  @Test(
    "The picture at a time is the one that reading from the start shows then", arguments: recipes,
    [false, true])
  func randomOrderEqualsLinearOrder(recipe: Recipe, isIndexed: Bool) throws {
    let clip = try recipe.make()
    let expected = try clip.pictures(width: 96, height: 64)
    let facts = try MediaProbe.probe(path: clip.path)
    let (ticks, tick) = try clip.times()
    let step = try #require(MediaTime(numerator: 1, denominator: 60))
    // A bare stream has no times for ffprobe to tell; its pictures are counted.
    let times =
      recipe.name == "bare.h264"
      ? expected.indices.map { MediaTime(ticks: Int64($0), of: Ratio(1, 30)) }
      : ticks.map { MediaTime(ticks: $0, of: tick) - facts.startTime }
    #expect(expected.count > 40 && times.count == expected.count)

    // Clocks that round tell times apart by whole ticks only.
    let isRounded = [Ratio(1, 1000), Ratio(1, 90_000)].contains(tick)
    let least = try #require(
      isRounded ? MediaTime(ticks: 1, of: tick) : MediaTime(numerator: 1, denominator: 1_000_000))

    var generator = SeededGenerator()
    let order = Array(expected.indices) + expected.indices.shuffled(using: &generator)
    var options = VideoReadOptions()
    if isIndexed { options.index = try PictureIndex(scanning: clip.path) }
    let reader = try VideoReader(path: clip.path, options: options)
    let scaler = try PictureScaler()
    let buffer = try PictureBuffer(format: .yuv420p, width: 96, height: 64)
    for (number, index) in order.enumerated() {
      if number == expected.count {
        #expect(reader.repositions == 1, "reading forward never jumps")
      }
      let last = index + 1 == times.count
      let following = last ? times[index] + step : times[index + 1]
      // At its time, and just before the next one's.
      for time in [times[index], following - least] {
        let frame = try reader.frame(at: time)
        try scaler.scale(frame, to: buffer, quality: .good)
        let matches = buffer.tightBytes == expected[index]
        #expect(
          matches, "picture \(index) at \(time), shown \(frame.presentationTime); \(generator)")
        if !matches { return }
      }
    }
    #expect(reader.corruptPackets == 0)
  }

  @Test(
    "Where the container's clock rounds, picture n is on screen at n over the rate all the same",
    arguments: ["mkv", "webm", "flv", "ts", "mp4"], ["24000/1001", "30", "60"])
  func roundedClocks(container: String, rate: String) throws {
    let coding = container == "webm" ? "-c:v libvpx -deadline realtime -cpu-used 8" : "-c:v libx264"
    let clip = try Recipe(name: "clip.\(container)", rate: rate, coding: coding).make()
    let reader = try VideoReader(path: clip.path)
    let parts = rate.split(separator: "/").compactMap { Int32($0) }
    let tick = Ratio(parts.count > 1 ? parts[1] : 1, parts[0])
    var shown: [UInt64] = []
    for number in 0..<40 as Range<Int64> {
      shown.append(try reader.frame(at: MediaTime(ticks: number, of: tick)).identity)
    }
    #expect(Set(shown).count == 40)
  }

  @Test(
    "A reader that was given the key frames shows the same pictures",
    arguments: ["open.ts", "open.mkv", "open.mp4"])
  func keyframeIndex(name: String) throws {
    let clip = try #require(Self.recipes.first { $0.name == name }).make()
    let index = try PictureIndex(scanning: clip.path)
    #expect(index.keyframes.count == 7)
    #expect(PictureIndex(bytes: index.bytes) == index)
    for length in 0..<index.bytes.count {
      #expect(PictureIndex(bytes: index.bytes.prefix(length)) == nil)
    }
    var options = VideoReadOptions()
    options.index = index
    let (plain, indexed) = (
      try VideoReader(path: clip.path), try VideoReader(path: clip.path, options: options)
    )
    for step in [70, 3, 41, 40, 13, 12, 11, 60, 75, 0] as [Int64] {
      let time = MediaTime(ticks: step, of: Ratio(1, 30))
      #expect(try plain.frame(at: time).identity == indexed.frame(at: time).identity)
    }
  }

  @Test(
    "Whoever says which times follow is shown the same pictures, also when that was not true",
    arguments: ["open.ts", "open.mkv", "open.mp4"])
  func passedOver(name: String) throws {
    let clip = try #require(Self.recipes.first { $0.name == name }).make()
    var options = VideoReadOptions()
    options.index = try PictureIndex(scanning: clip.path)
    let generator = SeededGenerator()
    var random = generator
    for rate in [5, 12, 15, 20, 30, 60] as [Int32] {
      let plain = try VideoReader(path: clip.path)
      let hinted = try VideoReader(path: clip.path, options: options)
      let step = MediaTime(ticks: 1, of: Ratio(1, rate))
      var time = MediaTime(milliseconds: Int64.random(in: 0..<500, using: &random))
      for _ in 0..<30 {
        // Now and then the next time is another than was said.
        if Int.random(in: 0..<12, using: &random) == 0 {
          time = MediaTime(milliseconds: Int64.random(in: 0..<2500, using: &random))
        }
        let (wanted, found) = (
          try plain.frame(at: time), try hinted.frame(at: time, step: step)
        )
        #expect(wanted.identity == found.identity, "\(name) at \(time), \(rate)/s; \(generator)")
        time = time + step
      }
    }
  }

  @Test("Before the first picture is the first, after the last the last, whose end is then known")
  func ends() throws {
    let clip = try Recipe(name: "ends.mp4").make()
    let reader = try VideoReader(path: clip.path)
    #expect(try reader.frame(at: MediaTime(seconds: -5)).presentationTime == .zero)
    #expect(reader.endOfLastFrame == nil)
    let last = try reader.frame(at: MediaTime(seconds: 3600))
    #expect(last.presentationTime == MediaTime(numerator: 74, denominator: 30))
    #expect(reader.endOfLastFrame == MediaTime(numerator: 75, denominator: 30))
    #expect(try reader.frame(at: MediaTime(seconds: .max)).identity == last.identity)
    #expect(try reader.frame(at: MediaTime(seconds: .min)).presentationTime == .zero)
  }

  @Test("Sound that begins before the picture doesn't move it")
  func sharedOrigin() throws {
    let clip = try MadeClip(
      "offset.mp4",
      "-itsoffset 0.5 -f lavfi -i testsrc2=size=96x64:rate=30:duration=1 -f lavfi -i sine=duration=2 "
        + "-fps_mode passthrough -c:v libx264 -c:a aac")
    let reader = try VideoReader(path: clip.path)
    #expect(reader.facts.startTime == MediaTime(milliseconds: 500))
    #expect(try reader.frame(at: .zero).presentationTime == MediaTime(milliseconds: 500))
  }

  @Test("A source cut off in the middle gives what is there, and its last picture after that")
  func truncated() throws {
    let clip = try Recipe(name: "whole.ts").make()
    let bytes = try Data(contentsOf: clip.file)
    let cut = try clip.folder.write(bytes.prefix(bytes.count / 2), to: "cut.ts")
    let reader = try VideoReader(path: cut.path)
    let last = try reader.frame(at: MediaTime(seconds: 10))
    #expect(last.presentationTime < MediaTime(seconds: 2))
    #expect(try reader.frame(at: MediaTime(seconds: 2)).identity == last.identity)
    #expect(reader.endOfLastFrame != nil)
  }

  @Test("Damaged packets are counted and passed over")
  func damaged() throws {
    let clip = try MadeClip(
      "damaged.mov", "-f lavfi -i testsrc2=size=96x64:rate=30:duration=2.5 -c:v png")
    var bytes = try Data(contentsOf: clip.file)
    for index in (bytes.count / 2)..<(bytes.count / 2 + 9000) { bytes[index] = 0 }
    let file = try clip.folder.write(bytes, to: "damaged-now.mov")
    let reader = try VideoReader(path: file.path)
    for index in 0..<75 as Range<Int64> {
      let frame = try reader.frame(at: MediaTime(ticks: index, of: Ratio(1, 30)))
      #expect(frame.presentationTime <= MediaTime(ticks: index, of: Ratio(1, 30)))
    }
    #expect(reader.endOfLastFrame == nil)
    #expect(
      try reader.frame(at: MediaTime(seconds: 10)).presentationTime
        == MediaTime(numerator: 74, denominator: 30))
    #expect(reader.corruptPackets > 0)
  }

  @Test("Alpha of VP8 and VP9 is decoded", arguments: ["libvpx", "libvpx-vp9"])
  func separateAlpha(codec: String) throws {
    let clip = try MadeClip(
      "alpha.webm",
      "-f lavfi -i color=red@0.5:size=64x64:rate=10:duration=0.5,format=yuva420p -c:v \(codec) "
        + "-auto-alt-ref 0 -pix_fmt yuva420p")
    #expect(try MediaProbe.probe(path: clip.path).video?.hasAlpha == true)
    let frame = try VideoReader(path: clip.path).frame(at: .zero)
    #expect(frame.pixelFormat == "yuva420p")
    let buffer = try PictureBuffer(format: .yuva444p, width: 64, height: 64)
    try PictureScaler().scale(frame, to: buffer)
    #expect(abs(Int(buffer.plane(3)[32 * buffer.stride(3) + 32]) - 128) <= 2)
  }

  @Test("A file of sound alone is refused as video, and one of pictures as sound")
  func missingStreams() throws {
    let sound = try MadeClip("tone.wav", "-f lavfi -i sine=duration=0.1")
    let error = #expect(throws: FFmpegError.self) { try VideoReader(path: sound.path) }
    #expect(error?.reason == .streamMissing(.video))
    #expect(error?.file == sound.path)
    let silent = try Recipe(name: "silent.mp4").make()
    #expect(throws: FFmpegError.self) { try AudioReader(path: silent.path) }
  }
}
