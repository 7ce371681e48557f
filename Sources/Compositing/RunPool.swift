import LibAV
import RenderPlanning

/// Readers of reduced pictures, one for each place in which a file is on screen.
final class RunPool {
  private final class Open {
    let hash: ContentHash
    let reader: PictureRunReader
    var place: Int
    var position: MediaTime

    init(_ request: FramePool.Request, _ reader: PictureRunReader) {
      hash = request.item.hash
      self.reader = reader
      place = request.place
      position = request.time
    }
  }

  private let kept: any KeptMedia
  private var open: WorkingSet<Open>
  /// How many parts of proxies were opened so far.
  private(set) var opened = 0

  init(kept: any KeptMedia, memory: LayerMemory) {
    self.kept = kept
    open = WorkingSet(bound: memory.proxies, idleBound: memory.idleProxies)
  }

  /// Begins the next picture, or the next batch of pictures.
  func beginRound() { open.beginRound() }

  /// Whether a reader was closed that is still needed, since the last call.
  func resetOverfull() -> Bool { open.resetOverfull() }

  /// The reduced picture on screen at a time; `nil` if it is not kept or proves unreadable.
  func frame(for request: FramePool.Request, among places: LayerPlaces) -> VideoFrame? {
    guard let found: Open = reader(for: request, among: places) else { return nil }
    found.position = request.time
    return try? found.reader.frame(at: request.time)
  }

  /// The reader of a reduced picture, which is asked for that picture next; `nil` if the picture is not kept.
  func reader(for request: FramePool.Request, among places: LayerPlaces) -> PictureRunReader? {
    guard let found: Open = reader(for: request, among: places) else { return nil }
    found.position = request.time
    return found.reader
  }

  /// The place's own reader; else one that has just given this picture; else one behind it that no place needs any
  /// more; else a new one.
  private func reader(for request: FramePool.Request, among places: LayerPlaces) -> Open? {
    let (hash, place, time) = (request.item.hash, request.place, request.time)
    let covers = { (reader: Open) in reader.hash == hash && reader.reader.run.covers(time) }
    if let own = open.value(where: { $0.place == place && covers($0) }) { return own }
    if let same = open.value(where: { $0.position == time && covers($0) }) { return same }
    let behind = open.greatest(by: { $0.position < $1.position }) {
      covers($0) && !places.isShown($0.place) && $0.position <= time
    }
    if let behind {
      behind.place = place
      return behind
    }
    let known = open.value(where: covers)?.reader.run
    guard let run = known ?? kept.reducedRun(of: request.item, at: time),
      let reader = try? PictureRunReader(run)
    else { return nil }
    // A place goes from part to part.
    open.removeAll { $0.place == place }
    let made = Open(request, reader)
    opened += 1
    open.insert(made, size: reader.heldBytes)
    return made
  }
}
