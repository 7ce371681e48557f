import Foundation
import LibAV
import TestSupport
import Testing

@Suite("MediaProbe")
struct MediaProbeTests {
  @Test("The facts of a clip are those it was made with, and survive coding")
  func facts() throws {
    let clip = try MadeClip(
      "facts.mp4",
      "-f lavfi -i testsrc2=size=96x64:rate=30000/1001:duration=1 -f lavfi -i "
        + "anullsrc=r=44100:cl=5.1:d=1 -c:v libx264 -c:a aac -aspect 16:9 -colorspace bt709 "
        + "-pix_fmt yuv422p")
    let facts = try MediaProbe.probe(path: clip.path)
    let video = try #require(facts.video)
    let audio = try #require(facts.audio)
    #expect(!facts.isStillImage && facts.startTime == .zero)
    #expect(video.codec == "h264" && video.width == 96 && video.height == 64)
    #expect(video.sampleAspect == Ratio(32, 27) && video.averageRate == Ratio(30_000, 1001))
    #expect(video.color.matrix == "bt709" && video.pixelFormat == "yuv422p" && !video.hasAlpha)
    #expect(video.frameCount == 30)
    #expect(audio.codec == "aac" && audio.sampleRate == 44_100 && audio.layout == "5.1")
    let coded = try JSONEncoder().encode(facts)
    #expect(try JSONDecoder().decode(MediaFacts.self, from: coded) == facts)
  }

  @Test("Cover art is no video")
  func coverArt() throws {
    let cover = try MadeClip("cover.png", "-f lavfi -i color=red:size=32x32 -frames:v 1")
    let song = try MadeClip(
      "song.mp3",
      "-f lavfi -i sine=d=1 -i \(cover.path) -map 0 -map 1 -c:v copy -disposition:v attached_pic")
    let facts = try MediaProbe.probe(path: song.path)
    #expect(facts.video == nil && facts.audio?.codec == "mp3")
  }

  @Test("Still pictures are told from moving ones, and alpha is seen")
  func stills() throws {
    let png = try MadeClip("a.png", "-f lavfi -i color=red@0.5:size=32x32,format=rgba -frames:v 1")
    let jpeg = try MadeClip("a.jpg", "-f lavfi -i color=red:size=32x32 -frames:v 1")
    let webp = try MadeClip("a.webp", "-f lavfi -i color=red:size=32x32 -frames:v 1 -c:v libwebp")
    let gif = try MadeClip("a.gif", "-f lavfi -i testsrc2=size=32x32:rate=10:d=0.5")
    for clip in [png, jpeg, webp] {
      let facts = try MediaProbe.probe(path: clip.path)
      #expect(facts.isStillImage && !facts.isAnimatedImage && facts.duration == nil)
      #expect(try VideoReader(path: clip.path).frame(at: MediaTime(seconds: 9)).width == 32)
    }
    #expect(try MediaProbe.probe(path: png.path).video?.hasAlpha == true)
    #expect(try MediaProbe.probe(path: jpeg.path).video?.hasAlpha == false)
    let facts = try MediaProbe.probe(path: gif.path)
    #expect(facts.isAnimatedImage && !facts.isStillImage)
  }

  @Test(
    "A display matrix of each quarter turn is read as degrees clockwise",
    arguments: [0, 90, 180, 270])
  func rotation(degrees: Int) throws {
    let plain = try MadeClip("plain.mp4", "-f lavfi -i testsrc2=size=96x64:d=0.2 -c:v libx264")
    let turned = try MadeClip(
      "turned.mp4", "-i \(plain.path) -c copy -metadata:s:v:0 rotate=\(degrees)")
    // ffprobe tells the turn against the clock, from -180 through 180.
    let told = try Shell.output(
      of: "ffprobe",
      ["-v", "error", "-show_entries", "stream_side_data=rotation", "-of", "csv=p=0", turned.path])
    let rotation =
      Int(String(decoding: told, as: UTF8.self).filter { $0.isNumber || $0 == "-" }) ?? 0
    let video = try #require(try MediaProbe.probe(path: turned.path).video)
    #expect(video.orientation == Orientation(clockwiseDegrees: -rotation, isMirrored: false))
    #expect(degrees == 0 || video.orientation != .upright)
    #expect(video.displaySize.width == (degrees % 180 == 0 ? 96 : 64))
  }

  @Test("Each Exif orientation is the turn that the standard's table gives", arguments: 1...8)
  func exif(orientation: Int) throws {
    // Exif 2.32, 4.6.4 A: where the 0th row and column are; here as mirror and clockwise degrees.
    let turns = [
      (0, false), (0, true), (180, false), (180, true), (270, true), (90, false), (90, true),
      (270, false),
    ]
    let plain = try MadeClip("plain.jpg", "-f lavfi -i color=red:size=32x16 -frames:v 1")
    let tiff: [UInt8] = [
      0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0,
      0, 0, 0, 0, 0,
    ]
    let payload = Array("Exif".utf8) + [0, 0] + tiff
    let segment: [UInt8] = [0xFF, 0xE1, 0, UInt8(payload.count + 2)] + payload
    var bytes = [UInt8](try Data(contentsOf: plain.file))
    bytes.insert(contentsOf: segment, at: 2)
    let file = try plain.folder.write(bytes, to: "turned.jpg")
    let video = try #require(try MediaProbe.probe(path: file.path).video)
    let turn = turns[orientation - 1]
    #expect(video.orientation == Orientation(clockwiseDegrees: turn.0, isMirrored: turn.1))
  }
}
