import Foundation
import TestSupport
import Testing

/// Pictures that are stored turned, mirrored or with pixels that are not square, against ffmpeg's filters.
@Suite("Orientation and pixel shape")
struct OrientationTests {
  /// What ffmpeg's filters do to stand a picture upright, by the number of its Exif orientation.
  private static let turns = [
    "null", "hflip", "hflip,vflip", "vflip", "transpose=0", "transpose=1", "transpose=3",
    "transpose=2",
  ]

  /// Draws a file of the stage over a whole canvas.
  private func drawn(
    _ stage: Stage, _ source: String, _ width: Int, _ height: Int
  ) throws -> Picture {
    try stage.picture(
      draft(
        canvas: (width, height), tracks: [#"{"d":1000,"m":{"src":"\#(source)","fit":"fill"}}"#]))
  }

  /// What ffmpeg makes of a picture after filters, scaled as the renderer scales; it turns what Exif in a
  /// JPEG or a film's matrix asks it to by itself.
  private func wanted(
    _ path: String, _ filters: String, _ width: Int, _ height: Int, options: [String] = [],
    scaler: String = "bilinear"
  ) throws -> Picture {
    let scale = "scale=\(width):\(height):flags=\(scaler):out_color_matrix=bt709:out_range=tv"
    return try Picture.made(
      options + ["-i", path, "-frames:v", "1", "-vf", "\(filters),\(scale)"], width: width,
      height: height)[0]
  }

  private func expectAlike(_ drawn: Picture, _ wanted: Picture, _ limit: Double = 1.5) {
    for plane in 0...2 { #expect(drawn.meanDifference(from: wanted, plane: plane) < limit) }
  }

  @Test("A JPEG of each Exif orientation stands upright", arguments: 1...8)
  func exif(orientation: Int) throws {
    let stage = try Stage()
    try stage.make("plain.jpg", "-f lavfi -i testsrc2=size=96x64 -frames:v 1 -q:v 2")
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: stage.path("plain.jpg"))))
    let tiff: [UInt8] = [
      0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0,
      0, 0, 0, 0, 0,
    ]
    let payload = Array("Exif".utf8) + [0, 0] + tiff
    bytes.insert(contentsOf: [0xFF, 0xE1, 0, UInt8(payload.count + 2)] + payload, at: 2)
    try Data(bytes).write(to: URL(filePath: stage.path("turned.jpg")))
    let (width, height) = orientation < 5 ? (96, 64) : (64, 96)
    expectAlike(
      try drawn(stage, "turned.jpg", width, height),
      try wanted(stage.path("plain.jpg"), Self.turns[orientation - 1], width, height))
  }

  @Test("A PNG's orientation is heeded", arguments: [3, 6, 7])
  func png(orientation: Int) throws {
    let stage = try Stage()
    // Smooth, because chroma is halved before a picture is turned, and by ffmpeg after.
    try stage.make(
      "plain.png",
      "-f lavfi -i gradients=size=96x64:c0=red:c1=blue:c2=white:n=3:seed=4 -frames:v 1")
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: stage.path("plain.png"))))
    // After the signature and the header, which is 25 bytes long; nobody checks its checksum.
    let tiff: [UInt8] = [
      0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, UInt8(orientation), 0, 0,
      0, 0, 0, 0, 0,
    ]
    let chunk = [0, 0, 0, UInt8(tiff.count)] + Array("eXIf".utf8) + tiff + [0, 0, 0, 0]
    bytes.insert(contentsOf: chunk, at: 33)
    try Data(bytes).write(to: URL(filePath: stage.path("turned.png")))
    let (width, height) = orientation < 5 ? (96, 64) : (64, 96)
    expectAlike(
      try drawn(stage, "turned.png", width, height),
      try wanted(stage.path("plain.png"), Self.turns[orientation - 1], width, height))
  }

  @Test(
    "Photos and pictures of other makers are as their upright siblings",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: [
      ("Landscape_3.jpg", "Landscape_1.jpg", "null"),
      ("Landscape_4.jpg", "Landscape_1.jpg", "null"),
      ("Landscape_5.jpg", "Landscape_1.jpg", "null"),
      ("Landscape_6.jpg", "Landscape_1.jpg", "null"),
      ("Landscape_7.jpg", "Landscape_1.jpg", "null"),
      ("Portrait_5.jpg", "Portrait_2.jpg", "null"), ("Portrait_7.jpg", "Portrait_2.jpg", "null"),
      ("Portrait_8.jpg", "Portrait_2.jpg", "null"),
      ("exif-orientation-2-ur.jpg", "exif-orientation-2-ur-pre-rotated.jpg", "null"),
      ("exif-orientation-4-lol.jpg", "exif-orientation-4-lol-pre-rotated.jpg", "null"),
      ("exif-orientation-6-ru.jpg", "exif-orientation-6-ru-pre-rotated.jpg", "null"),
      ("exif-orientation-7-rl.jpg", "exif-orientation-7-rl-pre-rotated.jpg", "null"),
      ("exif-orientation-8-llo.jpg", "exif-orientation-8-llo-pre-rotated.jpg", "null"),
      ("F-exif-late.png", "F-upright.png", "null"),
      (
        "cat-lossy-2184682_640_mirror_horizontal_rotate_270_cw.webp",
        "cat-lossy-2184682_640_original.webp", "transpose=0"
      ),
      (
        "cat-lossy-2184682_640_rotate_180.webp", "cat-lossy-2184682_640_original.webp",
        "hflip,vflip"
      ),
    ])
  func siblings(turned: String, upright: String, filters: String) throws {
    let folder = Repository.sharedTestData.appending(path: "media/image/exif").path
    let isTall =
      turned.hasPrefix("Portrait") || turned.contains("-6-") || turned.contains("-7-")
      || turned.contains("-8-") || turned.contains("270")
    let (width, height) = isTall ? (60, 90) : (90, 60)
    let stage = try Stage()
    // They were coded again by other encoders: alike, and far from what a wrong turn would give.
    expectAlike(
      try drawn(stage, "\(folder)/\(turned)", width, height),
      try wanted("\(folder)/\(upright)", filters, width, height), 4)
  }

  @Test("A video's rotation is applied as ffmpeg applies it", arguments: [0, 90, 180, 270])
  func rotation(degrees: Int) throws {
    let stage = try Stage()
    try stage.make(
      "plain.mp4",
      "-f lavfi -i testsrc2=size=96x64:d=0.2 -c:v libx264 -crf 1 -pix_fmt yuv420p "
        + "-colorspace bt709 -color_range tv")
    try stage.make(
      "a.mp4", "-i \(stage.path("plain.mp4")) -c copy -metadata:s:v:0 rotate=\(degrees)")
    let (width, height) = degrees % 180 == 0 ? (96, 64) : (64, 96)
    expectAlike(
      try drawn(stage, "a.mp4", width, height),
      try wanted(stage.path("a.mp4"), "null", width, height))
  }

  @Test(
    "Phones' films stand upright, mirrored ones too",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: ["portrait.MOV", "sample_rotate_and_reflect.mp4"])
  func films(name: String) throws {
    let path = Repository.sharedTestData.appending(path: "media/rotation/\(name)").path
    let stage = try Stage()
    let drawn = try drawn(stage, path, 72, 108)
    let wanted = try wanted(path, "null", 72, 108, scaler: "area")
    // The draft's decoder leaves out the loop filter, which is seen a little.
    expectAlike(drawn, wanted, 3)
  }

  @Test("Pixels that are not square are shown in their shape")
  func pixelShape() throws {
    let stage = try Stage()
    try stage.make(
      "a.mkv",
      "-f lavfi -i testsrc2=size=72x96:d=0.2 -vf setsar=2/1 -c:v ffv1 -pix_fmt yuv420p "
        + "-colorspace bt709 -color_range tv")
    // 144 by 96 in square pixels: contained in 144 by 108, six lines above and below are free.
    let drawn = try stage.picture(
      draft(canvas: (144, 108), tracks: [#"{"d":200,"m":{"src":"a.mkv"}}"#]))
    let wanted = try Picture.made(
      ["-i", stage.path("a.mkv"), "-frames:v", "1", "-vf"]
        + ["scale=144:96:flags=bilinear,pad=144:108:0:6"], width: 144, height: 108)[0]
    expectAlike(drawn, wanted, 0.5)
  }

  @Test("Of a variable frame rate, the picture on screen is shown at every time")
  func variableRate() throws {
    let stage = try Stage()
    // Pictures at 0, 40, 200, 240, 400 … ms, each as bright as its number.
    try stage.make(
      "a.mkv",
      "-f lavfi -i color=black:size=32x32:rate=25:d=1.2,format=yuv420p,geq=lum=16+8*N:cb=128:cr=128 "
        + "-vf select=lt(mod(n\\,5)\\,2) -fps_mode vfr -c:v ffv1 -colorspace bt709 -color_range tv")
    let pictures = try stage.pictures(
      draft(canvas: (32, 32), fps: "50", tracks: [#"{"d":1000,"m":{"src":"a.mkv"}}"#]),
      at: 0..<30)
    for (frame, picture) in pictures.enumerated() {
      let time = frame * 1000 / 30
      let shown = (0..<30).last { $0 % 5 < 2 && $0 * 40 <= time } ?? 0
      #expect(picture.luma(16, 16) == 16 + 8 * shown, "\(time) ms")
    }
  }
}
