import Foundation
import LibAV
import TestSupport
import Testing

@Suite("Animated images")
struct AnimatedImageTests {
  /// Every picture of a file as ffmpeg decodes it.
  private func wanted(_ path: String, filters: String = "null") throws -> [UInt8] {
    [UInt8](
      try Shell.output(
        of: "ffmpeg",
        ["-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-vf", filters]
          + ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "-"]))
  }

  /// The picture on screen at a time, as red, green, blue and opacity.
  private func pixels(_ reader: any PictureReader, at time: MediaTime) throws -> [UInt8] {
    let frame = try reader.frame(at: time, step: nil)
    let buffer = try PictureBuffer(format: .rgba, width: frame.width, height: frame.height)
    try PictureScaler().scale(frame, to: buffer, quality: .good)
    return buffer.tightBytes
  }

  /// When ffprobe says that each picture is first shown, in seconds.
  private func times(_ path: String) throws -> [Double] {
    let text = String(
      decoding: try Shell.output(
        of: "ffprobe",
        [
          "-v", "error", "-select_streams", "v:0", "-show_entries",
          "frame=best_effort_timestamp_time",
        ]
          + ["-of", "csv=p=0", path]), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in Double(line.prefix { $0 != "," }) }
  }

  /// Holds the pictures of a file, forwards and then in any order, to ffmpeg's.
  private func check(_ path: String) throws {
    let facts = try MediaProbe.probe(path: path)
    let video = try #require(facts.video)
    #expect(facts.isAnimatedImage && !facts.isStillImage)
    let size = video.width * video.height * 4
    let all = try wanted(path)
    let times = try times(path)
    #expect(all.count == times.count * size && times.count > 1)
    let reader = try PictureFile.open(path)
    var generator = SeededGenerator()
    let start = try #require(times.first)
    for index in Array(times.indices) + times.indices.shuffled(using: &generator).prefix(6) {
      let time = MediaTime(milliseconds: Int64(((times[index] - start) * 1000).rounded()))
      let found = try pixels(reader, at: time)
      #expect(found.elementsEqual(all[index * size..<(index + 1) * size]), "picture \(index)")
    }
    // Beyond the end the last picture is held, whatever the file says of loops.
    #expect(
      try pixels(reader, at: MediaTime(seconds: 9999)).elementsEqual(all.suffix(size)))
  }

  @Test("GIF and APNG show what ffmpeg shows", arguments: ["a.gif", "a.apng"])
  func againstFFmpeg(name: String) throws {
    // A small thing that moves over a still ground: pictures after the first hold only what changed.
    let clip = try MadeClip(
      name,
      "-f lavfi -i nullsrc=size=64x48:rate=10:d=1,format=rgba,"
        + "geq=r=if(between(X\\,5*N\\,5*N+8)*between(Y\\,20\\,28)\\,0\\,255):g=128:b=0"
        + ":a=if(between(X\\,16\\,24)*between(Y\\,8\\,16)\\,0\\,255)")
    try check(clip.path)
  }

  @Test(
    "GIFs of every disposal show what ffmpeg shows",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: [
      "any-disposal.gif", "mixed-disposal.gif", "large-gif-anim-combine.gif", "anim-gr.gif",
      "border_touching_layers.gif",
    ])
  func disposals(name: String) throws {
    try check(Repository.sharedTestData.appending(path: "media/image/gif/\(name)").path)
  }

  /// A stretch of a made-up animated WebP.
  struct Patch {
    let picture: [UInt8]
    var x = 0
    var y = 0
    let side: Int
    var milliseconds = 100
    var isDisposed = false
    var isBlended = true
  }

  /// A lossless WebP of one colour: its chunk with the pixels.
  private func chunk(_ color: String, side: Int) throws -> [UInt8] {
    let clip = try MadeClip(
      "still.webp",
      "-f lavfi -i color=\(color):size=\(side)x\(side),format=rgba -frames:v 1 -c:v libwebp "
        + "-lossless 1")
    let bytes = [UInt8](try Data(contentsOf: clip.file))
    let start = try #require(
      bytes.indices.first { bytes[$0...].prefix(4).elementsEqual("VP8L".utf8) })
    return Array(bytes[start...])
  }

  /// The bytes of an animated WebP (the format's own specification, "Extended File Format").
  private func animation(
    _ patches: [Patch], side: Int, claimedSide: Int? = nil
  ) -> [UInt8] {
    func bytes(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(number >> (8 * $0) & 255) }
    }
    func chunk(_ name: String, _ payload: [UInt8]) -> [UInt8] {
      Array(name.utf8) + bytes(payload.count, 4) + payload + (payload.count % 2 == 1 ? [0] : [])
    }
    let claimed = claimedSide ?? side
    var body = chunk("VP8X", [0b1_0010, 0, 0, 0] + bytes(claimed - 1, 3) + bytes(claimed - 1, 3))
    body += chunk("ANIM", [0, 0, 0, 0, 1, 0])
    for patch in patches {
      let flags = UInt8((patch.isDisposed ? 1 : 0) | (patch.isBlended ? 0 : 2))
      body += chunk(
        "ANMF",
        bytes(patch.x / 2, 3) + bytes(patch.y / 2, 3) + bytes(patch.side - 1, 3)
          + bytes(patch.side - 1, 3) + bytes(patch.milliseconds, 3) + [flags] + patch.picture)
    }
    return Array("RIFF".utf8) + bytes(body.count + 4, 4) + Array("WEBP".utf8) + body
  }

  @Test("Animated WebP is disposed of, blended and timed as its specification says")
  func webp() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      animation(
        [
          Patch(picture: try chunk("red", side: 16), side: 16),
          // Gone again before the third.
          Patch(
            picture: try chunk("blue", side: 8), x: 8, y: 8, side: 8, milliseconds: 250,
            isDisposed: true),
          // Half clear over red, then half clear in place of it; the last is shown for 100 ms.
          Patch(picture: try chunk("lime@0.5", side: 8), side: 8, milliseconds: 40),
          Patch(
            picture: try chunk("lime@0.5", side: 8), side: 8, milliseconds: 10, isBlended: false),
        ], side: 16), to: "a.webp")
    let facts = try MediaProbe.probe(path: file.path)
    #expect(facts.isAnimatedImage && !facts.isStillImage)
    #expect(facts.duration == MediaTime(milliseconds: 490))
    #expect(facts.video?.width == 16 && facts.video?.frameCount == 4)
    #expect(facts.video?.hasAlpha == true)
    let reader = try PictureFile.open(file.path)
    /// Two pixels, one in each patch, at a time.
    func look(_ milliseconds: Int64) throws -> [[UInt8]] {
      let pixels = try pixels(reader, at: MediaTime(milliseconds: milliseconds))
      return [(2, 2), (12, 12)].map { x, y in Array(pixels[(y * 16 + x) * 4..<(y * 16 + x) * 4 + 4])
      }
    }
    let (red, blue): ([UInt8], [UInt8]) = ([255, 0, 0, 255], [0, 0, 255, 255])
    #expect(try look(0) == [red, red] && look(99) == [red, red])
    #expect(try look(100) == [red, blue] && look(349) == [red, blue])
    let blended = try look(350)
    #expect(blended[1] == [0, 0, 0, 0] && blended[0][3] == 255)
    #expect(abs(Int(blended[0][0]) - 127) <= 1 && abs(Int(blended[0][1]) - 127) <= 1)
    let clear = try look(390)[0]
    #expect(clear == [0, 255, 0, 127] || clear == [0, 255, 0, 128])
    // Backwards, and beyond the end.
    #expect(try look(120) == [red, blue])
    #expect(try look(100_000)[0] == clear)
  }

  @Test("Animated WebP shows what its encoder was given")
  func encoded() throws {
    let source =
      "testsrc2=size=96x64:rate=8:d=1.5,format=rgba,geq=r=r(X\\,Y):g=g(X\\,Y):b=b(X\\,Y)"
      + ":a=if(lt(mod(X+4*N\\,48)\\,24)\\,255\\,96)"
    let raw = try MadeClip("raw.nut", "-f lavfi -i \(source) -c:v rawvideo -pix_fmt rgba")
    let clip = try MadeClip("a.webp", "-i \(raw.path) -c:v libwebp_anim -lossless 1")
    let all = try wanted(raw.path)
    let reader = try PictureFile.open(clip.path)
    let size = 96 * 64 * 4
    #expect(all.count == 12 * size)
    for index in 0..<12 {
      let found = try pixels(reader, at: MediaTime(milliseconds: Int64(index) * 125 + 60))
      let given = all[index * size..<(index + 1) * size]
      #expect(largestDifference(found, given) == 0, "picture \(index)")
    }
  }

  @Test("A broken or boundless animation is refused or held, and never more")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let red = try chunk("red", side: 16)
    let good = animation(
      [Patch(picture: red, side: 16), Patch(picture: red, side: 16)], side: 16)
    for length in stride(from: 22, to: good.count, by: 7) {
      let file = try folder.write(good.prefix(length), to: "cut.webp")
      // Either is right; a trap or a hang is not.
      _ = try? PictureFile.open(file.path).frame(at: MediaTime(seconds: 1), step: nil)
    }
    let huge = try folder.write(
      animation([Patch(picture: red, side: 16)], side: 16, claimedSide: 1 << 24), to: "huge.webp")
    #expect(throws: FFmpegError.self) { try PictureFile.open(huge.path) }
    #expect(throws: FFmpegError.self) { try MediaProbe.probe(path: huge.path) }
    var limits = ReadLimits()
    limits.animationFrames = 1
    let file = try folder.write(good, to: "good.webp")
    #expect(throws: FFmpegError.self) { try MediaProbe.probe(path: file.path, limits: limits) }
    limits = ReadLimits()
    limits.animationBytes = 100
    #expect(throws: FFmpegError.self) { try MediaProbe.probe(path: file.path, limits: limits) }
    // The second picture's pixels are noise: the first is held.
    var noisy = good
    for place in noisy.indices.suffix(red.count - 8) {
      noisy[place] = UInt8(truncatingIfNeeded: place * 37)
    }
    let broken = try folder.write(noisy, to: "noisy.webp")
    if let reader = try? PictureFile.open(broken.path) {
      #expect(try reader.frame(at: MediaTime(seconds: 9), step: nil).width == 16)
    }
  }
}
