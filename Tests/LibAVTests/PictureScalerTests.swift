import Foundation
import LibAV
import TestSupport
import Testing

@Suite("PictureScaler")
struct PictureScalerTests {
  /// A source, and what ffmpeg's own filters make of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// Pixel format and colour tags of the source.
    let source: String
    /// What the scale filter must be told of the colours.
    let colors: String
    /// Coding of the source; lossless.
    var coding = "-c:v ffv1 -level 3"
    /// What changes the signal after the scale filter in place of it, where its own way by RGB in 8 bits is far off.
    ///
    /// FFmpeg's name of SMPTE 240M's matrix is misspelt there; its number is that of ITU-T H.273.
    var signal: (range: String, matrix: String)?
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "BT.709", source: "-pix_fmt yuv420p -colorspace bt709 -color_range tv", colors: ""),
    Case(
      name: "BT.601", source: "-pix_fmt yuv420p -colorspace smpte170m -color_range tv",
      colors: ":in_color_matrix=bt601:out_color_matrix=bt709", signal: ("tv", "170m")),
    Case(
      name: "untagged of few lines", source: "-pix_fmt yuv420p",
      colors: ":in_color_matrix=bt601:out_color_matrix=bt709", signal: ("tv", "170m")),
    Case(
      name: "full range", source: "-pix_fmt yuv420p -colorspace bt709 -color_range pc",
      colors: ":in_range=pc:out_range=tv"),
    Case(
      name: "4:4:4 of 10 bits", source: "-pix_fmt yuv444p10le -colorspace bt709 -color_range tv",
      colors: ""),
    Case(
      name: "RGB", source: "-pix_fmt gbrp", colors: ":out_color_matrix=bt709:out_range=tv"),
    Case(name: "4:2:2", source: "-pix_fmt yuv422p -colorspace bt709 -color_range tv", colors: ""),
    Case(name: "4:1:1", source: "-pix_fmt yuv411p -colorspace bt709 -color_range tv", colors: ""),
    Case(
      name: "4:2:2 of 10 bits", source: "-pix_fmt yuv422p10le -colorspace bt709 -color_range tv",
      colors: ""),
    Case(
      name: "4:2:0 of 12 bits", source: "-pix_fmt yuv420p12le -colorspace bt709 -color_range tv",
      colors: ""),
    Case(
      name: "full range of BT.601 in 10 bits",
      source: "-pix_fmt yuv420p10le -colorspace bt470bg -color_range pc",
      colors: ":in_color_matrix=bt601:out_color_matrix=bt709:in_range=pc:out_range=tv",
      signal: ("pc", "470bg")),
    Case(
      name: "SMPTE 240M", source: "-pix_fmt yuv420p -colorspace smpte240m -color_range tv",
      colors: ":in_color_matrix=smpte240m:out_color_matrix=bt709", signal: ("tv", "7")),
    Case(
      name: "gray", source: "-pix_fmt gray -color_range pc", colors: ":in_range=pc:out_range=tv"),
    Case(
      name: "gray of 10 bits", source: "-pix_fmt gray10le -color_range pc",
      colors: ":in_range=pc:out_range=tv"),
    Case(
      name: "RGB of 16 bits", source: "-pix_fmt rgb48",
      colors: ":out_color_matrix=bt709:out_range=tv"),
  ]

  private func clip(_ test: Case) throws -> MadeClip {
    try MadeClip(
      "source.mkv",
      "-f lavfi -i testsrc2=size=192x128:rate=5:duration=0.2 -vf scale=in_range=tv:out_range=tv "
        + "\(test.source) \(test.coding)")
  }

  private func expected(_ clip: MadeClip, filters: String) throws -> [UInt8] {
    [UInt8](
      try Shell.output(
        of: "ffmpeg",
        [
          "-nostdin", "-v", "error", "-i", clip.path, "-vf", filters, "-frames:v", "1", "-f",
          "rawvideo",
        ]
          + ["-pix_fmt", "yuv420p", "-"]))
  }

  @Test("Pictures are what ffmpeg's scale filter makes of them", arguments: cases)
  func equalsScaleFilter(test: Case) throws {
    let clip = try clip(test)
    let frame = try VideoReader(path: clip.path).frame(at: .zero)
    let scaler = try PictureScaler()
    for (quality, flags) in [
      (PictureScaler.Quality.fast, "bilinear"),
      (.good, "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"),
    ] {
      for (width, height) in [(96, 64), (50, 36), (300, 222)] {
        let buffer = try PictureBuffer(format: .yuv420p, width: width, height: height)
        try scaler.scale(frame, to: buffer, quality: quality)
        // Made much smaller, each pixel is the mean of the area it covers.
        let isSmall = quality == .fast && width * 2 <= 192 && height * 2 <= 128
        var filters = "scale=\(width):\(height):flags=\(isSmall ? "area" : flags)"
        if quality == .fast, let (range, matrix) = test.signal {
          // Each chroma sample counts for its four pixels.
          filters +=
            ":in_range=\(range):out_range=\(range),format=yuv420p,"
            + "zscale=f=point:cin=center:c=center:min=\(matrix):m=709:rin=\(range):r=tv"
        } else {
          filters += test.colors
        }
        let wanted = try expected(clip, filters: filters + ",format=yuv420p")
        #expect(wanted.count == buffer.tightBytes.count)
        let mean = meanDifference(buffer.tightBytes, wanted)
        #expect(
          mean <= (quality == .good ? 0.01 : 0.5), "\(flags) \(width)x\(height): \(mean)")
      }
    }
  }

  @Test(
    "Smaller by a whole number, each pixel is the rounded mean of its square",
    arguments: [2, 3, 4, 6])
  func squares(side: Int) throws {
    var generator = SeededGenerator()
    // More than one part of a line, and a width that no vector divides.
    let (width, height) = (1_046, 6)
    let source = try PictureBuffer(format: .yuv420p, width: width * side, height: height * side)
    let target = try PictureBuffer(format: .yuv420p, width: width, height: height)
    for plane in 0..<3 {
      let bytes = source.plane(plane)
      for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
      // Both ends of the range, where sums are largest and smallest.
      for index in 0..<source.stride(plane) * side { bytes[index] = index % 97 < 40 ? 255 : 0 }
    }
    try PictureScaler().scale(source, to: target)
    for plane in 0..<3 {
      let divisor = plane == 0 ? 1 : 2
      let (from, to) = (source.plane(plane), target.plane(plane))
      for y in 0..<height / divisor {
        for x in 0..<width / divisor {
          var sum = 0
          for row in 0..<side {
            for column in 0..<side {
              sum += Int(from[(y * side + row) * source.stride(plane) + x * side + column])
            }
          }
          let mean = (sum + side * side / 2) / (side * side)
          #expect(Int(to[y * target.stride(plane) + x]) == mean, "\(plane) \(x),\(y) \(generator)")
        }
      }
    }
  }

  @Test(
    "Where the signal changes, grays stay and colours go where the standards put them",
    arguments: [false, true])
  func signals(isFullRange: Bool) throws {
    // ITU-R BT.601-7, 2.5, and BT.709-6, 3.2 to 3.5: a colour by its signal in the one, and in the other.
    func signal(_ color: [Double], red: Double, blue: Double, isFullRange: Bool) -> [Int] {
      let luma = red * color[0] + (1 - red - blue) * color[1] + blue * color[2]
      let chroma = [
        (color[2] - luma) / (2 * (1 - blue)), (color[0] - luma) / (2 * (1 - red)),
      ]
      return isFullRange
        ? [Int((255 * luma).rounded())] + chroma.map { Int((128 + 255 * $0).rounded()) }
        : [Int((16 + 219 * luma).rounded())] + chroma.map { Int((128 + 224 * $0).rounded()) }
    }
    let corners = (0..<8).map { bits in (0..<3).map { Double(bits >> $0 & 1) } }
    for color in corners + [[0.5, 0.5, 0.5], [0.75, 0.25, 0.5], [0.2, 0.6, 0.4]] {
      let old = signal(color, red: 0.299, blue: 0.114, isFullRange: isFullRange)
      let new = signal(color, red: 0.2126, blue: 0.0722, isFullRange: false)
      let values = old.map { min($0, 255) }
      let clip = try MadeClip(
        "color.mkv",
        "-f lavfi -i color=black:size=62x34:rate=1:duration=1 "
          + "-vf geq=lum=\(values[0]):cb=\(values[1]):cr=\(values[2]) -pix_fmt yuv420p "
          + "-colorspace smpte170m -color_range \(isFullRange ? "pc" : "tv") -c:v ffv1 -level 3")
      // Of odd sides: the last chroma sample has one pixel beside it.
      let buffer = try PictureBuffer(format: .yuv420p, width: 31, height: 17)
      try PictureScaler().scale(VideoReader(path: clip.path).frame(at: .zero), to: buffer)
      let isGray = Set(color).count == 1
      for plane in 0..<3 {
        let (width, height) = plane == 0 ? (31, 17) : (16, 9)
        for y in 0..<height {
          for x in 0..<width {
            let found = Int(buffer.plane(plane)[y * buffer.stride(plane) + x])
            // The signal was rounded before and is rounded again; gray needs no chroma and loses nothing by it.
            #expect(
              abs(found - new[plane]) <= (isGray && !isFullRange ? 0 : 2),
              "\(color) in plane \(plane) at \(x),\(y): \(found), not \(new[plane])")
          }
        }
      }
    }
  }

  @Test("A crop takes the part that ffmpeg's crop filter takes")
  func crop() throws {
    let clip = try clip(Self.cases[0])
    let frame = try VideoReader(path: clip.path).frame(at: .zero)
    let buffer = try PictureBuffer(format: .yuv420p, width: 48, height: 32)
    let scaler = try PictureScaler()
    try scaler.scale(
      frame, to: buffer, crop: PictureRect(x: 41, y: 20, width: 81, height: 64))
    let wanted = try expected(clip, filters: "crop=82:64:40:20,scale=48:32:flags=bilinear")
    #expect(largestDifference(buffer.tightBytes, wanted) <= 2)
    // Beyond the picture there is nothing to take, and that is no error.
    try scaler.scale(frame, to: buffer, crop: PictureRect(x: 500, y: -9, width: 1, height: .max))
    try scaler.scale(frame, to: buffer, crop: PictureRect(x: .min, y: .max, width: .min, height: 0))
  }

  @Test("Known colours have the numbers that BT.709 gives them")
  func knownColors() throws {
    // ITU-R BT.709-6, items 3.2 to 3.5, rounded, of red, green, blue and white at full strength.
    let table: [(name: String, signal: [Int])] = [
      ("red", [63, 102, 240]), ("lime", [173, 42, 26]), ("blue", [32, 240, 118]),
      ("white", [235, 128, 128]),
    ]
    for (name, signal) in table {
      let clip = try MadeClip(
        "color.png", "-f lavfi -i color=\(name):size=32x32,format=rgb24 -frames:v 1")
      let buffer = try PictureBuffer(format: .yuv444p, width: 32, height: 32)
      try PictureScaler().scale(
        VideoReader(path: clip.path).frame(at: .zero), to: buffer, quality: .good)
      let found = (0..<3).map { Int(buffer.plane($0)[16 * buffer.stride($0) + 16]) }
      #expect(zip(found, signal).allSatisfy { abs($0 - $1) <= 1 }, "\(name): \(found)")
    }
  }

  @Test("A buffer's planes are aligned, and a size that is none is refused")
  func buffers() throws {
    let buffer = try PictureBuffer(format: .yuva420p, width: 33, height: 17)
    for plane in 0..<4 {
      #expect(Int(bitPattern: buffer.plane(plane).baseAddress) % PictureBuffer.alignment == 0)
      #expect(buffer.stride(plane) % PictureBuffer.alignment == 0)
    }
    #expect(buffer.plane(1).count == buffer.stride(1) * 9)
    for (width, height) in [(0, 1), (1, -1), (.max, 2), (16_385, 1)] {
      #expect(throws: FFmpegError.self) {
        try PictureBuffer(format: .rgba, width: width, height: height)
      }
    }
  }

  @Test("A pool lends again what was given back, of its own kind alone")
  func pool() throws {
    let pool = PicturePool(format: .gray8, width: 8, height: 8, capacity: 1)
    let first = try pool.take()
    pool.giveBack(first)
    #expect(try pool.take() === first)
    let stranger = try PictureBuffer(format: .gray8, width: 9, height: 8)
    pool.giveBack(stranger)
    #expect(try pool.take() !== stranger)
  }
}
