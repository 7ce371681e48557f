import Foundation
import LibAV
import TestSupport
import Testing

@Suite("Interlaced pictures")
struct DeinterlacingTests {
  private static let size = 128 * 96 * 3 / 2

  /// Fifty moments a second, two to a picture.
  private func interlaced(_ name: String, order: String, coding: String) throws -> MadeClip {
    try MadeClip(
      name,
      "-f lavfi -i testsrc2=size=128x96:rate=50:d=0.8 -vf "
        + "tinterlace=interleave_\(order == "tff" ? "top" : "bottom"),setfield=\(order) "
        + "-pix_fmt yuv420p \(coding)")
  }

  private func wanted(_ clip: MadeClip) throws -> [[UInt8]] {
    let bytes = [UInt8](
      try Shell.output(
        of: "ffmpeg",
        [
          "-nostdin", "-v", "error", "-i", clip.path, "-vf",
          "bwdif=mode=send_frame:deint=interlaced",
        ]
          + ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]))
    return stride(from: 0, to: bytes.count, by: Self.size).map { Array(bytes[$0..<$0 + Self.size]) }
  }

  private func picture(_ reader: any PictureReader, at time: MediaTime) throws -> [UInt8] {
    let frame = try reader.frame(at: time, step: nil)
    let buffer = try PictureBuffer(format: .yuv420p, width: 128, height: 96)
    try PictureScaler().scale(frame, to: buffer, quality: .good)
    return buffer.tightBytes
  }

  @Test(
    "Pictures are the bwdif filter's, in whatever order they are asked for",
    arguments: [
      ("a.mkv", "tff", "-c:v ffv1 -level 3 -colorspace bt709"),
      ("a.mkv", "bff", "-c:v ffv1 -level 3 -colorspace bt709"),
      ("a.mp4", "tff", "-c:v libx264 -flags +ildct+ilme -bf 2 -g 6 -colorspace bt709"),
      ("a.mpg", "tff", "-c:v mpeg2video -flags +ildct+ilme -b:v 4M -g 6 -colorspace bt709"),
    ])
  func againstFilter(name: String, order: String, coding: String) throws {
    let clip = try interlaced(name, order: order, coding: coding)
    let all = try wanted(clip)
    let (ticks, tick) = try clip.times()
    #expect(all.count == 20 && ticks.count == 20)
    let reader = try PictureFile.open(clip.path)
    let start = MediaTime(ticks: ticks[0], of: tick)
    var generator = SeededGenerator()
    let orders = [Array(all.indices), all.indices.shuffled(using: &generator)]
    for index in orders.joined() {
      // A little after a picture has come on, as frames of another rate fall.
      let time = MediaTime(ticks: ticks[index], of: tick) - start + MediaTime(milliseconds: 3)
      let frame = try reader.frame(at: time, step: nil)
      #expect(frame.presentationTime == MediaTime(ticks: ticks[index], of: tick) - start)
      // MPEG-2 needs its sequence header's neighbours at the very first picture after a jump.
      let difference = meanDifference(try picture(reader, at: time), all[index])
      #expect(difference < 0.01, "picture \(index), \(generator)")
    }
  }

  @Test("What moves has no combs")
  func combs() throws {
    // A bar that moves 4 pixels between the fields of a picture.
    let source = try MadeClip(
      "bar.mkv",
      "-f lavfi -i color=black:size=128x96:rate=50:d=0.4 -f lavfi -i color=white:size=16x96:rate=50:d=0.4 "
        + "-filter_complex overlay=x=4*n:y=0,tinterlace=interleave_top,setfield=tff -pix_fmt yuv420p "
        + "-c:v ffv1 -level 3 -colorspace bt709")
    let reader = try PictureFile.open(source.path)
    for index in 1..<8 {
      let bytes = try picture(reader, at: MediaTime(milliseconds: Int64(index) * 40))
      var combs = 0
      for row in 1..<95 {
        for column in 0..<128 {
          let (above, here, below) = (
            Int(bytes[(row - 1) * 128 + column]), Int(bytes[row * 128 + column]),
            Int(bytes[(row + 1) * 128 + column])
          )
          if abs(above - below) < 20, abs(here - above) > 60 { combs += 1 }
        }
      }
      #expect(combs == 0, "picture \(index)")
    }
  }

  @Test("Progressive pictures pass unchanged")
  func progressive() throws {
    let clip = try MadeClip(
      "a.mkv",
      "-f lavfi -i testsrc2=size=128x96:rate=25:d=0.4 -c:v ffv1 -pix_fmt yuv420p "
        + "-colorspace bt709 -color_range tv")
    let reader = try PictureFile.open(clip.path)
    for (index, wanted) in try clip.pictures(width: 128, height: 96).enumerated() {
      #expect(try picture(reader, at: MediaTime(milliseconds: Int64(index) * 40 + 1)) == wanted)
    }
  }
}
