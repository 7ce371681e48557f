import Compositing
import DraftModel
import Foundation
import LibAV
import MediaLibrary
import RenderPlanning
import TestSupport
import Testing

/// A layer costs the same however many there are.
///
/// What it needs is opened, scaled and painted once, and not once for each picture. Work is counted, since time depends
/// on the machine.
@Suite("The cost of layers")
struct LayerCostTests {
  /// Pools of a fixed number once failed from five on; from 33 on, files have two places.
  private static let counts = [4, 5, 64]
  /// Layers, and how many files are decoded at once.
  private static let ways = [(4, 1), (5, 1), (64, 1), (1, 3), (5, 3), (16, 3)]
  private static let frames = 8

  private static let zoom =
    #""ken_burns":{"from":{"x":0.5,"y":0.5,"scale":1},"to":{"x":0.5,"y":0.5,"scale":1.2}}"#

  private let crowd: Crowd

  init() throws { crowd = try Crowd() }

  /// The work of the first pictures of a draft, made one after another.
  private func work(
    _ draft: String, kept: any KeptMedia = NoKeptMedia(), quality: OutputFormat.Quality = .draft,
    readers: Int = 1
  ) throws -> CompositingWork {
    let compositor = try Compositor(
      plan: crowd.plan(draft, quality: quality), kept: kept, readers: readers)
    try compositor.pictures(from: FrameIndex(0), count: Int64(Self.frames)) { _ in }
    return compositor.work
  }

  @Test(
    "Each video is opened once, and decoded once from its key frame on", arguments: ways)
  func videos(count: Int, readers: Int) throws {
    let work = try work(crowd.draft(count) { try crowd.video($0) }, readers: readers)
    #expect(work.openedFiles == count)
    #expect(work.reading.repositions == count)
    #expect(work.reading.decoded <= count * (Self.frames + 6))
    #expect(work.preparedScalers <= 2 * count)
  }

  @Test("Each place of one clip has a decoder of its own, that goes forward", arguments: ways)
  func places(count: Int, readers: Int) throws {
    let work = try work(
      crowd.draft(count) { #""src":"video.mp4","in":\#(($0 % 32) * 40 + $0 / 32)"# },
      readers: readers)
    #expect(work.openedFiles == count)
    #expect(work.reading.repositions == count)
  }

  @Test(
    "Places that show one clip at the same time share a decoder",
    arguments: [(2, 1), (64, 1), (5, 3)])
  func together(count: Int, readers: Int) throws {
    let work = try work(
      crowd.draft(count) { _ in #""src":"video.mp4","in":200"# }, readers: readers)
    #expect(work.openedFiles == 1)
    #expect(work.reading.repositions == 1)
  }

  @Test(
    "Each photo is read and scaled once, whether it rests, fades or moves",
    arguments: counts, [#""opacity":0.9,"x":0.5"#, #""fade_in":2000"#, zoom])
  func photos(count: Int, look: String) throws {
    let work = try work(crowd.draft(count) { try crowd.photo($0) + "," + look })
    #expect(work.openedFiles == count)
    #expect(work.scaledPictures == count)
  }

  @Test("Each title is painted once above a picture that moves", arguments: counts)
  func titles(count: Int) throws {
    let titles = (0..<count).map {
      #"{"tt":7,"sg":[{"d":2000,"m":{"text":"Title \#($0)","y":0.\#($0 % 9 + 1)}}]}"#
    }
    let work = try work(crowd.draft(1, more: titles) { _ in #""src":"video.mp4""# })
    #expect(work.paintedTitles == count)
    #expect(work.openedFiles == 1)
  }

  @Test("Each slate is painted once above a picture that moves", arguments: [4, 5, 64])
  func slates(count: Int) throws {
    let slates = (0..<count).map {
      #"{"tt":0,"sg":[{"d":2000,"m":{"src":"gone-\#($0).mp4","scale":0.2}}]}"#
    }
    let work = try work(crowd.draft(1, more: slates) { _ in #""src":"video.mp4""# })
    // The label and the reason.
    #expect(work.paintedTitles == 2 * count)
  }

  @Test("Each part of a proxy is opened once for each place that shows it", arguments: ways)
  func proxies(count: Int, readers: Int) throws {
    let kept = try crowd.proxies()
    let videos = try work(
      crowd.draft(count) { try crowd.video($0) }, kept: kept, readers: readers)
    #expect(videos.openedFiles == 0 && videos.openedRuns == count)
    let places = try work(
      crowd.draft(count) { #""src":"video.mp4","in":\#(($0 % 32) * 40 + $0 / 32)"# }, kept: kept,
      readers: readers)
    #expect(places.openedFiles == 0 && places.openedRuns == count)
  }

  @Test(
    "If not all decoders may be kept, files are opened once for a batch of pictures, which are the same"
  )
  func crowded() throws {
    let count = 12
    let plan = try crowd.plan(crowd.draft(count) { try crowd.video($0) })
    var memory = LayerMemory()
    // Four decoders of this size, and batches of eight pictures.
    memory.decoders = 320 * 180 * 3 / 2 * 9 * 4
    memory.batch = 0
    let roomy = try Compositor(plan: plan)
    let narrow = try Compositor(plan: plan, memory: memory)
    var frame: Int64 = 0
    try narrow.pictures(from: FrameIndex(0), count: 33) { picture in
      let expected = try roomy.picture(at: FrameIndex(frame))
      for plane in 0..<3 {
        let same = picture.plane(plane).elementsEqual(expected.plane(plane))
        #expect(same, "frame \(frame), plane \(plane)")
      }
      frame += 1
    }
    #expect(frame == 33)
    #expect(roomy.work.openedFiles == count)
    // One picture that shows the need, and four batches of the others.
    #expect(narrow.work.openedFiles > count && narrow.work.openedFiles <= count * 5)
  }

  @Test(
    "Pictures made in batches or read ahead are the same below transitions, backdrops, effects and titles that move",
    arguments: [1, 3])
  func crowdedKinds(readers: Int) throws {
    let more = [
      #"""
      {"tt":0,"sg":[{"d":500,"m":{\#(try crowd.video(60)),"scale":0.4}},
        {"d":1000,"m":{\#(try crowd.video(61)),"scale":0.4,"transition":{"type":"slide_left","d":400}}}]}
      """#,
      #"{"tt":0,"sg":[{"d":900,"m":{\#(try crowd.video(62)),"scale":0.5,"background":"blur","opacity":0.7}}]}"#,
      #"{"tt":0,"sg":[{"d":900,"m":{\#(try crowd.photo(63)),"fade_in":700,"rotation":20,"scale":0.3}}]}"#,
      #"{"tt":7,"sg":[{"d":1200,"m":{"text":"Many layers","animation":"typewriter"}}]}"#,
    ]
    let plan = try crowd.plan(crowd.draft(6, more: more) { try crowd.video($0) })
    var memory = LayerMemory()
    (memory.decoders, memory.stills, memory.pictures) = (1, 1, 1)
    (memory.titles, memory.batch) = (1, 0)
    let plain = try Compositor(plan: plan)
    var expected: [[[UInt8]]] = []
    try plain.pictures(from: FrameIndex(0), count: 48) { picture in
      expected.append((0..<3).map { Array(picture.plane($0)) })
    }
    let roomy = try Compositor(plan: plan, readers: readers)
    let narrow = try Compositor(plan: plan, readers: readers, memory: memory)
    for (name, compositor) in [("roomy", roomy), ("narrow", narrow)] {
      var frame = 0
      try compositor.pictures(from: FrameIndex(0), count: 48) { picture in
        let same = (0..<3).allSatisfy { picture.plane($0).elementsEqual(expected[frame][$0]) }
        #expect(same, "\(name), frame \(frame)")
        frame += 1
      }
      #expect(frame == 48)
    }
    // Nine files are on screen; each picture on its own would open all of them again.
    #expect(narrow.work.openedFiles < 9 * 48 / 3)
  }

  @Test("If not all scaled pictures may be kept, photos are read once for a batch of pictures")
  func crowdedPhotos() throws {
    let count = 10
    let plan = try crowd.plan(
      crowd.draft(count) { try crowd.photo($0) + "," + Self.zoom })
    var memory = LayerMemory()
    (memory.pictures, memory.decoders, memory.batch) = (200_000, 1, 0)
    let narrow = try Compositor(plan: plan, memory: memory)
    try narrow.pictures(from: FrameIndex(0), count: 33) { _ in }
    #expect(narrow.work.scaledPictures <= count * 5)
  }

  @Test("Each sound is opened once, and each place of one sound", arguments: [1, 6, 7, 64])
  func sounds(count: Int) throws {
    for source in [{ try crowd.sound($0) }, { #""src":"long.wav","in":\#($0 * 6000)"# }] {
      let tracks = try (0..<count).map { #"{"tt":1,"sg":[{"d":9000,"m":{\#(try source($0))}}]}"# }
      let plan = try crowd.plan(
        #"{"t":[\#(tracks.joined(separator: ","))],"m":{"width":32,"height":18,"fps":30}}"#)
      let mixer = SoundMixer(plan: plan)
      var samples = [Float](repeating: 0, count: 2 * 96_000)
      for stretch in 0..<4 { mixer.mix(from: Int64(stretch) * 96_000, into: &samples) }
      #expect(mixer.openedFiles == count)
    }
  }
}
