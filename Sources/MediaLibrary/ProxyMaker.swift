import Foundation
import LibAV
public import RenderPlanning

/// Makes proxies: decodes a file once and keeps its pictures small.
public struct ProxyMaker: Sendable {
  /// Where they are kept.
  public let store: ProxyStore
  private let threads: Int
  /// Where it is kept what decoding shows to be wrong with a file.
  private let findings: MediaCache?

  /// The short side of a proxy's pictures, in pixels: that of a preview.
  static let shortSide = 360
  /// x264's quantizer: the preview's own loss covers this one.
  private static let quantizer = 22
  /// Parts at most: a file that claims to last for days gets no proxy.
  private static let mostParts = 100_000
  /// A source whose short side is not this much larger gains little from a proxy.
  private static let leastReduction = 1.25

  /// Prepares to make proxies.
  ///
  /// - Parameters:
  ///   - threads: Threads that decode, from 1.
  ///   - findings: Where it is kept what decoding shows to be wrong with a file.
  public init(store: ProxyStore, threads: Int, findings: MediaCache? = nil) {
    self.store = store
    self.findings = findings
    self.threads = max(threads, 1)
  }

  /// Whether a proxy of a file would spare anything: it moves, is opaque, and is larger than a preview.
  public func suits(_ item: MediaItem) -> Bool {
    guard let picture = item.picture, !picture.isStill, !picture.hasAlpha else { return false }
    let side = min(picture.width, picture.height)
    guard Double(side) >= Double(Self.shortSide) * Self.leastReduction,
      let facts = try? MediaProbe.probe(path: item.path).video
    else { return false }
    // Pictures that change on the way, and those that are converted, are read from the original.
    guard picture.tilt == 0, !picture.changesForm else { return false }
    return !facts.color.isHighDynamicRange && !facts.isInterlaced
  }

  /// Makes the proxy of a file, unless it is there.
  ///
  /// - Parameter progress: Called after each part with the seconds of media done.
  /// - Throws: `FFmpegError` for the media; ``FileError`` for the store; `CancellationError`. A proxy that was
  ///   not finished, or whose file changed meanwhile, is not used.
  public func make(
    of item: MediaItem, progress: (_ seconds: Double) throws -> Void = { _ in }
  ) throws {
    guard suits(item), !store.contains(item.hash), let picture = item.picture else { return }
    var options = VideoReadOptions()
    options.threads = threads
    if let findings { options.noteFault = { findings.note($0, of: item) } }
    let stamp = try FileStamp(of: item.path)
    let reader = try VideoReader(path: item.path, options: options)
    let scale = Double(Self.shortSide) / Double(min(picture.width, picture.height))
    var writer = try PartWriter(
      width: Self.even(Double(picture.width) * scale),
      height: Self.even(Double(picture.height) * scale), reader: reader,
      quantizer: Self.quantizer)
    var number = 0
    var hasPicture = false
    while let frame = try reader.nextFrame() {
      try Task.checkCancellation()
      // Pictures that change their size are fitted one by one, from the original.
      guard frame.width == picture.width, frame.height == picture.height else { return }
      // The first picture is on screen from the start, however late it comes.
      let wanted =
        hasPicture ? ProxyStore.partNumber(at: frame.presentationTime, of: Self.mostParts) : 0
      guard wanted < Self.mostParts - 1 else { return }
      try writer.load(frame)
      while number < wanted {
        try writer.putNext()
        try store.keep(writer.finish(), of: item.hash, part: number)
        number += 1
        let seconds = Int64(number) * ProxyStore.partSeconds
        try progress(Double(seconds))
        // What is on screen still is when the next part begins, unless a picture comes with it.
        if number < wanted || frame.presentationTime > MediaTime(seconds: seconds) {
          try writer.putLast()
        }
      }
      try writer.putNext()
      writer.advance()
      hasPicture = true
    }
    guard hasPicture else { return }
    try store.keep(writer.finish(), of: item.hash, part: number)
    // A proxy of a file that was overwritten meanwhile is of neither content.
    guard try FileStamp(of: item.path) == stamp else { return }
    try store.finish(
      ProxyStore.Facts(width: writer.width, height: writer.height, parts: number + 1),
      of: item.hash)
  }

  private static func even(_ side: Double) -> Int { max(Int((side / 2).rounded()) * 2, 2) }
}

/// Collects the pictures of one part after another.
private struct PartWriter {
  let width: Int
  let height: Int
  private let sampleAspect: Ratio
  private let tick: Ratio
  private let origin: MediaTime
  private let settings: VideoEncoderSettings
  private let scaler: PictureScaler
  private var last: (picture: PictureBuffer, ticks: Int64)
  private var next: (picture: PictureBuffer, ticks: Int64)
  private var encoder: VideoEncoder?
  private var packets: [EncodedPacket] = []
  private var times: [Int64] = []

  init(width: Int, height: Int, reader: VideoReader, quantizer: Int) throws {
    self.width = width
    self.height = height
    sampleAspect = reader.facts.sampleAspect
    tick = reader.facts.timeBase
    origin = reader.origin
    var settings = VideoEncoderSettings(width: width, height: height, rate: Ratio(30, 1))
    settings.rateControl = .quantizer
    settings.quality = quantizer
    settings.gopLength = 10_000
    self.settings = settings
    scaler = try PictureScaler()
    last = (try PictureBuffer(format: .yuv420p, width: width, height: height), 0)
    next = (try PictureBuffer(format: .yuv420p, width: width, height: height), 0)
  }

  /// Takes the next picture.
  mutating func load(_ frame: VideoFrame) throws {
    try scaler.scale(frame, to: next.picture)
    next.ticks = frame.ticks
  }

  /// Writes the next picture to the part.
  mutating func putNext() throws { try put(next) }

  /// Writes the picture before the next one to the part.
  mutating func putLast() throws { try put(last) }

  /// Makes the next picture the last.
  mutating func advance() { swap(&last, &next) }

  private mutating func put(_ entry: (picture: PictureBuffer, ticks: Int64)) throws {
    let encoder = try self.encoder ?? VideoEncoder(settings: settings)
    self.encoder = encoder
    packets += try encoder.encode(entry.picture, at: Int64(times.count))
    times.append(entry.ticks)
  }

  /// The part so far; the next picture begins another.
  mutating func finish() throws -> PictureRun {
    packets += try encoder?.finish() ?? []
    let timed = packets.map { packet in
      var packet = packet
      let ticks = times[Int(min(max(packet.presentationTicks, 0), Int64(times.count - 1)))]
      (packet.presentationTicks, packet.decodingTicks) = (ticks, ticks)
      return packet
    }
    let run = PictureRun(
      width: width, height: height, sampleAspect: sampleAspect, tick: tick, origin: origin,
      parameterSets: encoder?.parameterSets ?? [], packets: timed, start: .zero, end: .zero)
    (encoder, packets, times) = (nil, [], [])
    return run
  }
}
