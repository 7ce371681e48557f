import Foundation
import LibAV
import TestSupport
import Testing

/// What is known of a file's pictures before they are decoded.
@Suite("PictureIndex")
struct PictureIndexTests {
  @Test(
    "The pictures that are held back are as many as the encoder reorders",
    arguments: [
      ("-c:v libx264 -bf 0", 0), ("-c:v libx264 -bf 1", 1),
      ("-c:v libx264 -bf 3 -x264-params b-pyramid=none:b-adapt=0", 1),
      ("-c:v libx264 -bf 3 -x264-params b-pyramid=normal:b-adapt=0", 2),
    ])
  func reorderDepth(coding: String, depth: Int) throws {
    let clip = try MadeClip(
      "clip.mp4", "-f lavfi -i testsrc2=size=96x64:rate=30:duration=2 \(coding) -pix_fmt yuv420p")
    #expect(try PictureIndex(scanning: clip.path).reorderDepth == depth)
  }

  @Test(
    "The first key picture tells of every shared file what decoding many does",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func facts() throws {
    let root = Repository.sharedTestData.appending(path: "media")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var compared = 0
    for case let file as URL in try #require(files)
    where ["mp4", "mov", "m4v"].contains(file.pathExtension) {
      guard let thorough = try? MediaProbe.thoroughFacts(path: file.path) else { continue }
      let quick = try MediaProbe.probe(path: file.path)
      #expect(quick == thorough, "\(file.path)")
      compared += 1
    }
    #expect(compared > 20)
  }

  @Test(
    "With the index every shared file shows the same pictures as without, though less is looked at",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func sharedMedia() throws {
    let root = Repository.sharedTestData.appending(path: "media")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    let scaler = try PictureScaler()
    let buffer = try PictureBuffer(format: .yuv420p, width: 64, height: 36)
    var compared = 0
    for case let file as URL in try #require(files)
    where ["mp4", "mov", "mkv", "m4v"].contains(file.pathExtension) {
      guard let index = try? PictureIndex(scanning: file.path), !index.pictures.isEmpty,
        let plain = try? VideoReader(path: file.path)
      else { continue }
      var options = VideoReadOptions()
      options.index = index
      let indexed = try VideoReader(path: file.path, options: options)
      let shown = { (reader: VideoReader, time: MediaTime) -> [UInt8]? in
        guard let frame = try? reader.frame(at: time) else { return nil }
        try scaler.scale(frame, to: buffer, quality: .good)
        return buffer.tightBytes
      }
      for time in [0, 33, 67, 100, 133, 167, 200, 900, 1500, 400] as [Int64] {
        let time = MediaTime(milliseconds: time)
        #expect(try shown(plain, time) == shown(indexed, time), "\(file.path) at \(time)")
      }
      compared += 1
    }
    #expect(compared > 20)
  }
}
