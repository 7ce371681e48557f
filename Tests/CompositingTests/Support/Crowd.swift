import Compositing
import Foundation
import LibAV
import MediaLibrary
import RenderPlanning
import TestSupport

/// Drafts with many layers on screen at once, and as many different files to fill them.
struct Crowd {
  private let stage: Stage
  private let originals: Originals

  /// The files that all others are copies of.
  private struct Originals {
    let video: Data
    let photo: Data
    let tone: Data
    let long: Data
  }

  /// Made once for all tests.
  private static let originals = Result { try makeOriginals() }

  init() throws {
    stage = try Stage()
    originals = try Self.originals.get()
    try originals.video.write(to: URL(filePath: stage.path("video.mp4")))
    try originals.long.write(to: URL(filePath: stage.path("long.wav")))
  }

  private static func makeOriginals() throws -> Originals {
    let stage = try Stage()
    // One key frame: whoever begins in the middle decodes all that is before.
    try stage.make(
      "video.mp4",
      "-f lavfi -i testsrc2=s=320x180:r=30:d=4 -c:v libx264 -preset ultrafast -bf 2 -g 250 -pix_fmt yuv420p"
    )
    try stage.make("photo.jpg", "-f lavfi -i testsrc2=s=640x360 -frames:v 1 -q:v 3")
    try stage.make("tone.m4a", "-f lavfi -i sine=f=440:d=12 -ac 2 -c:a aac -b:a 64k")
    try stage.make("long.wav", "-f lavfi -i sine=f=440:d=400 -ar 8000 -ac 1")
    func content(_ name: String) throws -> Data {
      try Data(contentsOf: URL(filePath: stage.path(name)))
    }
    return Originals(
      video: try content("video.mp4"), photo: try content("photo.jpg"),
      tone: try content("tone.m4a"), long: try content("long.wav"))
  }

  /// A video of its own, as the start of a segment's settings.
  func video(_ number: Int) throws -> String {
    try copy(originals.video, "video-\(number).mp4", free(number))
  }

  /// A photo of its own.
  func photo(_ number: Int) throws -> String {
    // What follows the end of a JPEG is not read.
    try copy(originals.photo, "photo-\(number).jpg", Array("\(number)".utf8))
  }

  /// A sound of its own.
  func sound(_ number: Int) throws -> String {
    try copy(originals.tone, "tone-\(number).m4a", free(number))
  }

  /// A box that MP4 readers pass over (ISO/IEC 14496-12, 8.1.2).
  private func free(_ number: Int) -> [UInt8] {
    [0, 0, 0, 16] + Array("free".utf8)
      + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Writes a file that differs from its original by what follows it.
  private func copy(_ bytes: Data, _ name: String, _ more: [UInt8]) throws -> String {
    try (bytes + more).write(to: URL(filePath: stage.path(name)))
    return #""src":"\#(name)""#
  }

  /// A draft with so many layers in a grid, each on a track of its own.
  func draft(
    _ count: Int, more tracks: [String] = [], _ source: (Int) throws -> String
  ) rethrows -> String {
    let side = Int(Double(count).squareRoot().rounded(.up))
    let layers = try (0..<count).map { number in
      let x = (Double(number % side) + 0.5) / Double(side)
      let y = (Double(number / side) + 0.5) / Double(side)
      let place = #""scale":\#(1 / Double(side)),"x":\#(x),"y":\#(y)"#
      let settings = try source(number)
      // What the source says of the place comes first.
      return
        #"{"tt":0,"sg":[{"d":2000,"m":{\#(settings)\#(settings.contains(#""x""#) ? "" : ",\(place)")}}]}"#
    }
    return
      #"{"t":[\#((layers + tracks).joined(separator: ","))],"m":{"width":320,"height":180,"fps":30}}"#
  }

  func plan(_ draft: String, quality: OutputFormat.Quality = .draft) throws -> RenderPlan {
    try stage.plan(draft, quality: quality)
  }

  /// Keeps a proxy of the video, which serves for all of its copies.
  func proxies() throws -> any KeptMedia {
    let reader = try VideoReader(path: stage.path("video.mp4"))
    let scaler = try PictureScaler()
    let settings = VideoEncoderSettings(width: 320, height: 180, rate: Ratio(30, 1))
    let encoder = try VideoEncoder(settings: settings)
    let buffer = try PictureBuffer(format: .yuv420p, width: 320, height: 180)
    var packets: [EncodedPacket] = []
    var times: [Int64] = []
    while let frame = try reader.nextFrame() {
      try scaler.scale(frame, to: buffer)
      packets += try encoder.encode(buffer, at: Int64(times.count))
      times.append(frame.ticks)
    }
    packets += try encoder.finish()
    for index in packets.indices {
      let ticks = times[Int(packets[index].presentationTicks)]
      (packets[index].presentationTicks, packets[index].decodingTicks) = (ticks, ticks)
    }
    return SharedProxy(
      run: PictureRun(
        width: 320, height: 180, sampleAspect: Ratio(1, 1), tick: reader.facts.timeBase,
        origin: reader.origin, parameterSets: encoder.parameterSets, packets: packets,
        start: .zero, end: MediaTime(seconds: 1000)))
  }
}

/// One proxy for all files.
private struct SharedProxy: KeptMedia {
  let run: PictureRun

  func pictureIndex(of item: MediaItem) -> PictureIndex? { nil }
  func reducedSize(of item: MediaItem) -> (width: Int, height: Int)? { (run.width, run.height) }
  func reducedRun(of item: MediaItem, at time: MediaTime) -> PictureRun? { run }
  func note(_ fault: PictureFindings.Fault, of item: MediaItem) {}
}
