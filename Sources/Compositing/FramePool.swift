import LibAV
import RenderPlanning

/// Open readers of one worker, one for each place in which a file is on screen.
///
/// A reader is closed if its place is not on screen any more and others need the room: a decoder holds many pictures,
/// and memory must not grow with the number of clips.
final class FramePool {
  /// What a picture is asked for with.
  struct Request {
    let item: MediaItem
    /// The number of the layer's segment (``LayerPlaces``).
    let place: Int
    /// After the file's origin.
    let time: MediaTime
    /// The time to the next picture of the same layer.
    let step: MediaTime
    /// Whether a reduced picture will do.
    let takesReduced: Bool
  }

  private final class Open {
    let hash: ContentHash
    let reader: any PictureReader
    var place: Int
    var position: MediaTime

    init(_ request: Request, _ reader: any PictureReader) {
      hash = request.item.hash
      self.reader = reader
      place = request.place
      position = request.time
    }
  }

  /// How far ahead of a reader a time may lie for it to be the one that reads on.
  private static let reach = MediaTime(seconds: 20)

  /// Pictures, or batches of them, after which a reader that no place needs any more is closed.
  private static let patience = 24

  private let options: VideoReadOptions
  private let kept: any KeptMedia
  private let reduced: RunPool
  private var indexes: [ContentHash: PictureIndex?] = [:]
  private var open: WorkingSet<Open>
  /// Readers of stills, which are read once and scaled: what is kept then is their scaled form.
  private var stills: WorkingSet<Open>
  private var opened = 0
  private var reading = ReadingWork()

  /// Readers that read ahead, and the work that each had done before.
  private var begun: [(reader: any PictureReader, before: ReadingWork)] = []
  private let ahead: ReadAhead

  /// - Parameter readers: How many files are decoded at once, from 1.
  init(options: VideoReadOptions, kept: any KeptMedia, memory: LayerMemory, readers: Int) {
    ahead = ReadAhead(width: readers)
    self.options = options
    self.kept = kept
    reduced = RunPool(kept: kept, memory: memory)
    open = WorkingSet(
      bound: memory.decoders, idleBound: memory.idleDecoders, patience: Self.patience)
    stills = WorkingSet(bound: memory.stills, idleBound: memory.stills, patience: Self.patience)
  }

  /// Begins the next picture, or the next batch of pictures.
  func beginRound() {
    open.beginRound()
    stills.beginRound()
    reduced.beginRound()
  }

  /// Whether a reader was closed that is still needed, since the last call.
  func resetOverfull() -> Bool {
    let (files, runs) = (open.resetOverfull(), reduced.resetOverfull())
    return files || runs
  }

  /// Adds the work done so far.
  func add(to work: inout CompositingWork) {
    work.openedFiles += opened
    work.openedRuns += reduced.opened
    work.reading += reading
  }

  /// Begins to read pictures that ``frame(_:among:)`` will be asked for after ``finishReading()``.
  ///
  /// One picture alone is not read ahead: its decoder's own threads do that. Stills are read where they are needed.
  ///
  /// - Parameter places: Which places are on screen.
  func read(_ requests: [Request], among places: LayerPlaces) {
    guard ahead.isUsed, requests.count > 1 else { return }
    for request in requests {
      let key = ReadAhead.Key(place: request.place, time: request.time)
      if request.takesReduced, let reader = reduced.reader(for: request, among: places) {
        ahead.add(key, from: reader) { () throws(FFmpegError) in
          try reader.frame(at: request.time)
        }
        continue
      }
      // Readers are held while they read: once more are open than may be, the others wait. What cannot be opened is
      // reported when it is needed.
      guard request.item.picture?.isStill != true, !open.isOverfull,
        let found = try? reader(for: request, among: places, in: &open)
      else { continue }
      found.position = request.time
      let reader = found.reader
      let isNew = ahead.add(key, from: reader) { () throws(FFmpegError) in
        try reader.frame(at: request.time, step: request.step)
      }
      if isNew { begun.append((reader, reader.work)) }
    }
    ahead.start()
  }

  /// Waits for what is read ahead.
  func finishReading() {
    ahead.finish()
    for (reader, before) in begun { reading += reader.work - before }
    begun.removeAll(keepingCapacity: true)
  }

  /// The picture of a file on screen at a time.
  ///
  /// - Parameter places: Which places are on screen.
  func frame(_ request: Request, among places: LayerPlaces) throws(FFmpegError) -> VideoFrame {
    let key = ReadAhead.Key(place: request.place, time: request.time)
    switch ahead.picture(for: key) {
    case .success(let frame): return frame
    // A reduced picture that cannot be read is no loss.
    case .failure(let error) where !request.takesReduced: throw error
    default: break
    }
    // Readers must be at rest before one of them is asked for anything else.
    ahead.wait()
    if request.takesReduced, let frame = reduced.frame(for: request, among: places) {
      return frame
    }
    let found =
      request.item.picture?.isStill == true
      ? try reader(for: request, among: places, in: &stills)
      : try reader(for: request, among: places, in: &open)
    found.position = request.time
    let before = found.reader.work
    defer { reading += found.reader.work - before }
    return try found.reader.frame(at: request.time, step: request.step)
  }

  /// The place's own reader; else one that has just given this picture; else one that no place needs any more, the
  /// nearest behind the time first; else a new one.
  private func reader(
    for request: Request, among places: LayerPlaces, in open: inout WorkingSet<Open>
  ) throws(FFmpegError) -> Open {
    let (hash, place, time) = (request.item.hash, request.place, request.time)
    if let own = open.value(where: { $0.place == place && $0.hash == hash }) { return own }
    if let same = open.value(where: { $0.hash == hash && $0.position == time }) { return same }
    let isFree = { (reader: Open) in reader.hash == hash && !places.isShown(reader.place) }
    let behind = open.greatest(by: { $0.position < $1.position }) {
      isFree($0) && $0.position <= time && time - $0.position <= Self.reach
    }
    if let free = behind ?? open.value(where: isFree) {
      free.place = place
      return free
    }
    var options = options
    options.index = pictureIndex(of: request.item)
    options.noteFault = { [kept, item = request.item] in kept.note($0, of: item) }
    let reader = try PictureFile.open(request.item.path, options: options)
    let made = Open(request, reader)
    opened += 1
    open.insert(made, size: reader.heldBytes)
    return made
  }

  private func pictureIndex(of item: MediaItem) -> PictureIndex? {
    if let known = indexes[item.hash] { return known }
    let found = kept.pictureIndex(of: item)
    indexes[item.hash] = .some(found)
    return found
  }
}
