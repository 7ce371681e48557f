import DraftModel
import JSONTree
import LibAV
import RenderPlanning

/// The sounds of a plan's files, each at the speed and with the turns that a clip asks for.
final class SoundSources {
  /// A source at a speed; what is made of it serves every clip that plays it so.
  private struct Way: Hashable {
    let media: ContentHash
    let source: SourceMap

    init(_ clip: SoundClip) {
      media = clip.media
      source = SourceMap(
        inPoint: .zero, speed: clip.source.speed, loopLength: clip.source.loopLength)
    }
  }

  /// A reader, and the clip that it reads for.
  private final class Open {
    let hash: ContentHash
    let reader: AudioReader
    var clip: JSONPointer

    init(_ clip: SoundClip, _ reader: AudioReader) {
      hash = clip.media
      self.reader = reader
      self.clip = clip.segment
    }
  }

  private let media: [ContentHash: MediaItem]
  private var readers = WorkingSet<Open>(bound: readersKept, idleBound: idleReadersKept)
  private var blocks = WorkingSet<(way: Way, number: Int64, samples: [Float])>(
    bound: blocksKept, idleBound: idleBlocksKept)
  /// Files that failed to open or decode: each is tried once, and is silent.
  private var failures: Set<ContentHash> = []
  /// The clips that sound in the stretch being mixed.
  private var sounding: Set<JSONPointer> = []
  /// How many files were opened so far.
  private(set) var opened = 0

  /// Readers of clips that sound at once, at most; each holds up to eight seconds of sound, 3 MB.
  private static let readersKept = 72
  /// Readers kept open of clips that no longer sound.
  private static let idleReadersKept = 4
  /// Blocks of stretched sound kept at most: those under a chunk, for 64 clips at once.
  private static let blocksKept = 192
  /// Blocks of stretched sound kept of clips that no longer sound.
  private static let idleBlocksKept = 4

  init(media: [ContentHash: MediaItem]) { self.media = media }

  /// Begins another stretch of the mix.
  func begin(with clips: some Sequence<SoundClip>) {
    sounding = Set(clips.map(\.segment))
    readers.beginRound()
    blocks.beginRound()
  }

  /// Reads from a sample of a clip's own clock on; false where its file has no sound to give.
  func read(
    _ clip: SoundClip, from start: Int64, into samples: UnsafeMutableBufferPointer<Float>
  ) -> Bool {
    guard let item = media[clip.media], !failures.contains(clip.media) else { return false }
    do throws(FFmpegError) {
      let reader = try reader(for: clip, of: item, at: start)
      if clip.source.speed == .one {
        try reader.read(from: start, turningAt: clip.loopSamples, into: samples)
      } else {
        try readStretched(clip, by: reader, from: start, into: samples)
      }
      return true
    } catch {
      failures.insert(clip.media)
      return false
    }
  }

  private func readStretched(
    _ clip: SoundClip, by reader: AudioReader, from start: Int64,
    into samples: UnsafeMutableBufferPointer<Float>
  ) throws(FFmpegError) {
    let length = Int64(TimeStretch.blockLength)
    var done = 0
    while done < samples.count / 2 {
      let place = start + Int64(done)
      let offset = Int(((place % length) + length) % length)
      let run = min(samples.count / 2 - done, Int(length) - offset)
      let block = try block((place - Int64(offset)) / length, of: clip, by: reader)
      let target = UnsafeMutableBufferPointer(rebasing: samples[(2 * done)..<(2 * (done + run))])
      _ = target.update(fromContentsOf: block[(2 * offset)..<(2 * (offset + run))])
      done += run
    }
  }

  private func block(
    _ number: Int64, of clip: SoundClip, by reader: AudioReader
  ) throws(FFmpegError) -> [Float] {
    let way = Way(clip)
    if let found = blocks.value(where: { $0.number == number && $0.way == way }) {
      return found.samples
    }
    let turn = clip.loopSamples
    let stretch = TimeStretch(speed: clip.source.speed)
    let samples = try stretch.block(number) { start, buffer throws(FFmpegError) in
      try reader.read(from: start, turningAt: turn, into: buffer)
    }
    blocks.insert((way, number, samples), size: 1)
    return samples
  }

  /// The clip's own reader; else one that holds this very place; else one that no clip needs any more; else a new one.
  private func reader(
    for clip: SoundClip, of item: MediaItem, at start: Int64
  ) throws(FFmpegError) -> AudioReader {
    let hash = clip.media
    if let own = readers.value(where: { $0.clip == clip.segment && $0.hash == hash }) {
      return own.reader
    }
    if clip.source.speed == .one,
      let same = readers.value(where: { $0.hash == hash && $0.reader.holds(start) })
    {
      return same.reader
    }
    if let free = readers.value(where: { $0.hash == hash && !sounding.contains($0.clip) }) {
      free.clip = clip.segment
      return free.reader
    }
    let made = Open(clip, try AudioReader(path: item.path))
    opened += 1
    readers.insert(made, size: 1)
    return made.reader
  }
}

extension AudioReader {
  /// Reads from a sample on, and from the source's start again after each `turn` samples.
  fileprivate func read(
    from start: Int64, turningAt turn: Int64?, into samples: UnsafeMutableBufferPointer<Float>
  ) throws(FFmpegError) {
    var done = 0
    while done < samples.count / 2 {
      var place = start + Int64(done)
      var run = samples.count / 2 - done
      if let turn, turn > 0 {
        run = min(run, Int(clamping: place < 0 ? -place : turn - place % turn))
        if place >= 0 { place %= turn }
      }
      try read(
        startingAt: place,
        into: UnsafeMutableBufferPointer(rebasing: samples[(2 * done)..<(2 * (done + run))]))
      done += run
    }
  }
}
