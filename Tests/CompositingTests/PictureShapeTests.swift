import DraftModel
import Foundation
import LibAV
import RenderPlanning
import TestSupport
import Testing

/// Pictures keep their shape: turned by any angle, of sizes that change, and in every container that states a turn.
@Suite("Picture shape")
struct PictureShapeTests {
  private func turn(_ stage: Stage, _ name: String, degrees: Double, isMirrored: Bool) throws {
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    let sign = isMirrored ? -1.0 : 1
    try setMatrix(
      [sign * cosine, sign * sine, 0, -sine, cosine, 0, 0, 0, 1], stage, name)
  }

  /// Writes a display matrix into the track header of an MP4 (ISO/IEC 14496-12, 8.3.2).
  private func setMatrix(_ matrix: [Double], _ stage: Stage, _ name: String) throws {
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: stage.path("plain.mp4"))))
    let mark = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("tkhd".utf8)) })
    // x' = a·x + c·y and y' = b·x + d·y with y downwards; the third column has 30 binary places.
    for (index, number) in matrix.enumerated() {
      let places = index % 3 == 2 ? 30.0 : 16.0
      let word = Int32((number * exp2(places)).rounded())
      withUnsafeBytes(of: word.bigEndian) {
        bytes.replaceSubrange(mark + 44 + 4 * index..<mark + 48 + 4 * index, with: $0)
      }
    }
    try Data(bytes).write(to: URL(filePath: stage.path(name)))
  }

  @Test(
    "A display matrix of any angle turns the picture, and stretches it at none",
    arguments: [false, true])
  func anyAngle(isMirrored: Bool) throws {
    let stage = try Stage()
    // A white square of 20 pixels, away from the middle by 20 to the right and 10 up.
    try stage.make(
      "plain.mp4",
      "-f lavfi -i color=black:size=96x96:rate=10:d=0.2,format=yuv420p,drawbox=x=58:y=28:w=20:h=20:"
        + "color=white:t=fill -c:v libx264 -crf 1 -colorspace bt709 -color_range tv")
    for degrees in [0.0, 5, 30, 44, 45, 46, 60, 90, 135, 179, 180, 200, 226, 270, 315, 359] {
      try turn(stage, "turned.mp4", degrees: degrees, isMirrored: isMirrored)
      let drawn = try stage.picture(
        draft(canvas: (96, 96), tracks: [#"{"d":200,"m":{"src":"turned.mp4"}}"#]), quality: .good)
      let moments = Moments(of: drawn)
      let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
      let (x, y) = (isMirrored ? -20.0 : 20, -10.0)
      #expect(abs(moments.x - (48 + cosine * x - sine * y)) < 0.6, "\(degrees): \(moments)")
      #expect(abs(moments.y - (48 + sine * x + cosine * y)) < 0.6, "\(degrees): \(moments)")
      #expect(abs(moments.area - 400) < 16, "\(degrees): \(moments)")
    }
  }

  @Test("A display matrix that shears is reported, and one that turns, mirrors or stretches is not")
  func shear() throws {
    let stage = try Stage()
    try stage.make(
      "plain.mp4", "-f lavfi -i testsrc2=s=64x48:r=10:d=0.2 -c:v libx264 -pix_fmt yuv420p")
    for (matrix, isSheared) in [
      ([1.0, 0, 0.5, 1], true), ([1, 1, 1, 1], true), ([0, 0, 1, 1], true), ([1, 0.3, 0, 1], true),
      ([1, 0, 0, 1], false), ([0, 1, -1, 0], false), ([-1, 0, 0, 1], false), ([2, 0, 0, 1], false),
      ([0.866, 0.5, -0.5, 0.866], false),
    ] as [([Double], Bool)] {
      try setMatrix(
        [matrix[0], matrix[1], 0, matrix[2], matrix[3], 0, 0, 0, 1], stage, "matrix.mp4")
      let plan = try stage.plan(
        draft(canvas: (64, 48), tracks: [#"{"d":200,"m":{"src":"matrix.mp4"}}"#]))
      let said = plan.fidelity.entries.contains { $0.message.contains("sheared") }
      #expect(said == isSheared, "\(matrix): \(plan.fidelity.entries.map(\.message))")
    }
  }

  @Test(
    "Pictures of JPEG one after another are a video, and a photo with another behind it is a photo")
  func manyJPEGs() throws {
    let stage = try Stage()
    try stage.make("one.jpg", "-f lavfi -i color=black:s=64x48 -frames:v 1")
    try stage.make("two.jpg", "-f lavfi -i color=white:s=64x48 -frames:v 1")
    let (black, white) = try (
      Data(contentsOf: URL(filePath: stage.path("one.jpg"))),
      Data(contentsOf: URL(filePath: stage.path("two.jpg")))
    )
    // A second and a half of each, at the 25 pictures a second that FFmpeg takes such streams for.
    var bytes = Data()
    for index in 0..<75 { bytes += index < 38 ? black : white }
    try bytes.write(to: URL(filePath: stage.path("stream.jpg")))
    try (black + white).write(to: URL(filePath: stage.path("photo.jpg")))
    func lumas(_ name: String) throws -> [Int] {
      try stage.pictures(
        draft(
          canvas: (64, 48), fps: "25", tracks: [#"{"d":3000,"m":{"src":"\#(name)"}}"#]),
        at: [0, 37, 38, 74]
      ).map { $0.luma(32, 24) }
    }
    let (dark, light) = (0...20, 230...240)
    let stream = try lumas("stream.jpg")
    let photo = try lumas("photo.jpg")
    #expect(zip(stream, [dark, dark, light, light]).allSatisfy { $1.contains($0) }, "\(stream)")
    #expect(photo.allSatisfy { dark.contains($0) }, "\(photo)")
  }

  @Test("Sides change places where the nearest quarter turn is one or three", arguments: 0..<360)
  func quarters(degrees: Int) {
    let facts = MediaItem.PictureFacts(width: 40, height: 30, rotation: degrees)
    #expect(((facts.quarterTurns * 90 + facts.tilt) % 360 + 360) % 360 == degrees)
    #expect((-44...45).contains(facts.tilt))
    let orientation = Orientation(clockwiseDegrees: degrees, isMirrored: false)
    #expect((facts.displaySize.width == 30) == orientation.swapsSides)
    #expect((facts.displaySize.width == 30) == (facts.quarterTurns % 2 == 1))
  }

  /// Where the light corner of the stored picture is, and its red one, under each orientation of Exif.
  private static let corners: [(light: (Int, Int), red: (Int, Int))] = [
    ((0, 0), (1, 0)), ((1, 0), (0, 0)), ((1, 1), (0, 1)), ((0, 1), (1, 1)), ((0, 0), (0, 1)),
    ((1, 0), (1, 1)), ((1, 1), (1, 0)), ((0, 1), (0, 0)),
  ]

  private func expectCorners(_ stage: Stage, _ name: String, _ orientation: Int) throws {
    let (width, height) = orientation < 5 ? (48, 32) : (32, 48)
    let drawn = try stage.picture(
      draft(canvas: (width, height), tracks: [#"{"d":200,"m":{"src":"\#(name)"}}"#]))
    let corners = Self.corners[orientation - 1]
    func signal(_ corner: (Int, Int)) -> [Int] {
      drawn.signal(corner.0 == 0 ? 6 : width - 6, corner.1 == 0 ? 6 : height - 6)
    }
    #expect(signal(corners.light)[0] > 190, "\(name) \(orientation): \(signal(corners.light))")
    #expect(signal(corners.red)[2] > 170, "\(name) \(orientation): \(signal(corners.red))")
  }

  @Test("An AVIF stands upright by its properties", arguments: 1...8)
  func avif(orientation: Int) throws {
    let stage = try Stage()
    try FileManager.default.copyItem(
      atPath: Repository.fixture("media/turned-\(orientation).avif").path,
      toPath: stage.path("a.avif"))
    try expectCorners(stage, "a.avif", orientation)
  }

  @Test("An AVIF's opacity is read from its own item, and it stands still")
  func avifOpacity() throws {
    let stage = try Stage()
    try FileManager.default.copyItem(
      atPath: Repository.fixture("media/clear-third.avif").path, toPath: stage.path("a.avif"))
    let text = draft(
      canvas: (48, 32), background: "#0000ff", tracks: [#"{"d":2000,"m":{"src":"a.avif"}}"#])
    let plan = try stage.plan(text)
    #expect(plan.fidelity.isExact, "\(plan.fidelity)")
    #expect(plan.media.values.first?.picture?.isStill == true)
    let drawn = try stage.picture(text, at: 30)
    // Blue (luma 32), light over blue by half (about 120), and red on the right.
    #expect(abs(drawn.luma(7, 6) - 32) <= 3)
    #expect((60...150).contains(drawn.luma(20, 6)))
    #expect(drawn.signal(42, 6)[2] > 170)
  }

  /// Exif with an orientation, as a little-endian TIFF.
  private func exif(_ orientation: Int) -> [UInt8] {
    [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, UInt8(orientation), 0, 0]
      + [0, 0, 0, 0, 0]
  }

  /// The red, green and blue of the picture with the light corner and the red one.
  private static let stored: [UInt8] = (0..<32).flatMap { y in
    (0..<48).flatMap { x -> [UInt8] in
      y >= 16 ? [20, 20, 20] : x < 24 ? [230, 230, 230] : [200, 30, 30]
    }
  }

  @Test("A TIFF's orientation is heeded, wherever its directory is", arguments: 1...8)
  func tiff(orientation: Int) throws {
    let stage = try Stage()
    var bytes: [UInt8] = [0x49, 0x49, 42, 0]
    func little(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    // Behind the pixels: 8 bits a sample, three times, then the directory.
    let bits = 8 + Self.stored.count
    bytes += little(bits + 6, 4) + Self.stored + [8, 0, 8, 0, 8, 0]
    let entries = [
      (256, 4, 1, 48), (257, 4, 1, 32), (258, 3, 3, bits), (259, 3, 1, 1), (262, 3, 1, 2),
      (273, 4, 1, 8), (274, 3, 1, orientation), (277, 3, 1, 3), (278, 4, 1, 32),
      (279, 4, 1, Self.stored.count),
    ]
    bytes += little(entries.count, 2)
    for (tag, kind, count, value) in entries {
      bytes += little(tag, 2) + little(kind, 2) + little(count, 4) + little(value, 4)
    }
    try Data(bytes + [0, 0, 0, 0]).write(to: URL(filePath: stage.path("a.tif")))
    try expectCorners(stage, "a.tif", orientation)
  }

  /// A place with the stored picture as `still.png`.
  private func stageWithStill() throws -> Stage {
    let stage = try Stage()
    try stage.makePicture("still.png", width: 48, height: 32) { x, y in
      Array(Self.stored[3 * (y * 48 + x)..<3 * (y * 48 + x) + 3])
    }
    return stage
  }

  @Test("An animated PNG's orientation is heeded")
  func apng() throws {
    let stage = try stageWithStill()
    try stage.make(
      "plain.apng", "-loop 1 -framerate 10 -t 0.3 -i \(stage.path("still.png")) -plays 0 -f apng")
    let plain = [UInt8](try Data(contentsOf: URL(filePath: stage.path("plain.apng"))))
    for orientation in [1, 2, 3, 6, 8] {
      let tiff = exif(orientation)
      var bytes = plain
      bytes.insert(
        contentsOf: [0, 0, 0, UInt8(tiff.count)] + Array("eXIf".utf8) + tiff + [0, 0, 0, 0], at: 33)
      try Data(bytes).write(to: URL(filePath: stage.path("a.png")))
      try expectCorners(stage, "a.png", orientation)
    }
  }

  @Test("An animated WebP's orientation is heeded")
  func webp() throws {
    let stage = try stageWithStill()
    // Two pictures that differ, or there would be one.
    try stage.make(
      "plain.webp",
      "-loop 1 -framerate 10 -t 0.4 -i \(stage.path("still.png")) "
        + "-vf drawbox=x=20:y=20:w=2:h=2:color=white:t=fill:enable=gt(t\\,0.15) -c:v libwebp_anim "
        + "-lossless 1")
    let plain = [UInt8](try Data(contentsOf: URL(filePath: stage.path("plain.webp"))))
    try #require(Array(plain[12..<16]) == Array("VP8X".utf8))
    for orientation in [1, 2, 3, 6, 8] {
      var bytes = plain
      bytes[20] |= 0b1000
      bytes += Array("EXIF".utf8) + [UInt8(exif(orientation).count), 0, 0, 0] + exif(orientation)
      withUnsafeBytes(of: UInt32(bytes.count - 8).littleEndian) {
        bytes.replaceSubrange(4..<8, with: $0)
      }
      try Data(bytes).write(to: URL(filePath: stage.path("a.webp")))
      try expectCorners(stage, "a.webp", orientation)
    }
  }

  @Test(
    "A size that changes within a file is fitted anew", arguments: ["libvpx webm", "libx264 ts"])
  func changedSize(form: String) throws {
    let stage = try Stage()
    let (codec, ending) = (form.split(separator: " ")[0], form.split(separator: " ")[1])
    for size in ["128x72", "72x128"] {
      try stage.make(
        "\(size).\(ending)",
        "-f lavfi -i color=black:s=\(size):r=10:d=1,format=yuv420p,drawbox=x=(iw-40)/2:y=(ih-40)/2:"
          + "w=40:h=40:color=white:t=fill -c:v \(codec) -b:v 1M")
    }
    let list = "file \(stage.path("128x72.\(ending)"))\nfile \(stage.path("72x128.\(ending)"))\n"
    try Data(list.utf8).write(to: URL(filePath: stage.path("list.txt")))
    try stage.make("a.\(ending)", "-f concat -safe 0 -i \(stage.path("list.txt")) -c copy")
    let pictures = try stage.pictures(
      draft(
        canvas: (128, 72), fps: "10", tracks: [#"{"d":2000,"m":{"src":"a.\#(ending)"}}"#]),
      at: [5, 15])
    for (picture, side) in zip(pictures, [40.0, 40.0 * 72 / 128]) {
      let wide = (0..<128).count { picture.luma($0, 36) > 125 }
      let high = (0..<72).count { picture.luma(64, $0) > 125 }
      #expect(abs(Double(wide) - side) <= 2 && abs(Double(high) - side) <= 2, "\(wide) by \(high)")
    }
  }

  @Test(
    "Grays of still pictures are of full range",
    arguments: ["png", "pgm", "jp2", "tif", "bmp", "jls"])
  func grays(ending: String) throws {
    let stage = try Stage()
    let levels = [12, 68, 128, 214, 245]
    var header = Array("P5\n80 16\n255\n".utf8)
    for _ in 0..<16 { for x in 0..<80 { header.append(UInt8(levels[x / 16])) } }
    try Data(header).write(to: URL(filePath: stage.path("source.pgm")))
    try stage.make("a.\(ending)", "-i \(stage.path("source.pgm")) -pix_fmt gray -frames:v 1")
    let drawn = try stage.picture(
      draft(canvas: (80, 16), tracks: [#"{"d":200,"m":{"src":"a.\#(ending)"}}"#]))
    for (index, level) in levels.enumerated() {
      let wanted = 16 + Double(level) * 219 / 255
      #expect(abs(Double(drawn.luma(index * 16 + 8, 8)) - wanted) <= 2, "\(ending) \(level)")
    }
  }
}
