import Foundation
import LibAV
import Regression
import TestSupport
import Testing

/// The index against FFmpeg's `ssim` filter, which shares no code with it.
@Suite struct StructuralSimilarityTests {
  /// A picture of noise of several sizes of grain, and the same with some of its pixels moved by up to `change`.
  private static func pair(
    _ width: Int, _ height: Int, change: Int, using generator: inout SeededGenerator
  ) throws -> (PictureBuffer, PictureBuffer) {
    let left = try PictureBuffer(format: .yuv420p, width: width, height: height)
    let right = try PictureBuffer(format: .yuv420p, width: width, height: height)
    for plane in 0..<3 {
      let size = PictureFormat.yuv420p.planeSize(plane, width: width, height: height)
      for y in 0..<size.height {
        for x in 0..<size.widthBytes {
          let value = (x / 5 * 37 + y / 7 * 53) % 200 + Int.random(in: 0...20, using: &generator)
          let moved = value + Int.random(in: -change...change, using: &generator)
          left.plane(plane)[y * left.stride(plane) + x] = UInt8(clamping: value)
          right.plane(plane)[y * right.stride(plane) + x] = UInt8(clamping: moved)
        }
      }
    }
    return (left, right)
  }

  private static func raw(_ picture: PictureBuffer) -> [UInt8] {
    (0..<3).flatMap { plane -> [UInt8] in
      let size = picture.format.planeSize(plane, width: picture.width, height: picture.height)
      return (0..<size.height).flatMap { row -> [UInt8] in
        let start = row * picture.stride(plane)
        return Array(picture.plane(plane)[start..<start + size.widthBytes])
      }
    }
  }

  @Test(
    "The whole is what FFmpeg calls All",
    arguments: [(64, 48, 3), (66, 50, 20), (641, 361, 60), (160, 90, 0), (16, 16, 120)])
  func ffmpeg(width: Int, height: Int, change: Int) throws {
    var generator = SeededGenerator()
    let (left, right) = try Self.pair(width, height, change: change, using: &generator)
    let folder = try TemporaryFolder()
    let inputs = try [(left, "left.yuv"), (right, "right.yuv")].flatMap { picture, name in
      let file = try folder.write(Self.raw(picture), to: name)
      return ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "\(width)x\(height)", "-i", file.path]
    }
    // The vector code of FFmpeg 5.1 is wrong about planes of one window.
    let outcome = try Shell.run(
      "ffmpeg", ["-nostdin", "-cpuflags", "0"] + inputs + ["-lavfi", "ssim", "-f", "null", "-"])
    let all = try #require(outcome.errors.firstMatch(of: /All:([0-9.]+)/)).1
    let oracle = try #require(Double(all))
    let similarity = try #require(StructuralSimilarity(left, right))
    // FFmpeg sums in single precision.
    #expect(abs(similarity.whole - oracle) < 2e-5, "\(generator)")
    #expect(similarity.leastPart <= similarity.whole + 1e-9)
  }

  @Test("A picture is alike to itself, wholly and in every part")
  func identity() throws {
    var generator = SeededGenerator()
    let (picture, _) = try Self.pair(97, 63, change: 0, using: &generator)
    let similarity = try #require(StructuralSimilarity(picture, picture))
    #expect(similarity.whole == 1 && similarity.leastPart == 1)
    #expect(similarity.meets(SimilarityThreshold(whole: 1)))
  }

  @Test("What is small is lost in the whole, and not in its part")
  func smallChange() throws {
    var generator = SeededGenerator()
    let (left, right) = try Self.pair(640, 360, change: 0, using: &generator)
    for y in 200..<212 {
      for x in 300..<312 { right.plane(0)[y * right.stride(0) + x] = x % 2 == 0 ? 16 : 235 }
    }
    let similarity = try #require(StructuralSimilarity(left, right))
    #expect(similarity.whole > 0.995)
    #expect(similarity.leastPart < 0.85)
    #expect(!similarity.meets(.usual))
    #expect(similarity.meets(SimilarityThreshold(whole: 0.98, part: 0)))
  }

  @Test("A change of colour alone is seen")
  func chroma() throws {
    let left = try PictureBuffer(format: .yuv420p, width: 64, height: 64)
    let right = try PictureBuffer(format: .yuv420p, width: 64, height: 64)
    right.fill(1, with: 90)
    #expect(try #require(StructuralSimilarity(left, right)).leastPart < 0.1)
  }

  @Test("Pictures of other sizes or forms are not compared")
  func incomparable() throws {
    let picture = try PictureBuffer(format: .yuv420p, width: 64, height: 64)
    let wider = try PictureBuffer(format: .yuv420p, width: 66, height: 64)
    let finer = try PictureBuffer(format: .yuv444p, width: 64, height: 64)
    #expect(StructuralSimilarity(picture, wider) == nil)
    #expect(StructuralSimilarity(picture, finer) == nil)
  }
}
