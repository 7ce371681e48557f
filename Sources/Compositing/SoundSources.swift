import DraftModel
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

  private let media: [ContentHash: MediaItem]
  private var readers: [(hash: ContentHash, reader: AudioReader)] = []
  private var blocks: [(way: Way, number: Int64, samples: [Float])] = []
  /// Files that failed to open or decode: each is tried once, and is silent.
  private var failures: Set<ContentHash> = []

  /// Readers kept open at most.
  private static let readersKept = 6
  /// Blocks of stretched sound kept at most: those under a chunk, for two clips at once.
  private static let blocksKept = 6

  init(media: [ContentHash: MediaItem]) { self.media = media }

  /// Reads from a sample of a clip's own clock on; false where its file has no sound to give.
  func read(
    _ clip: SoundClip, from start: Int64, into samples: UnsafeMutableBufferPointer<Float>
  ) -> Bool {
    guard let item = media[clip.media], !failures.contains(clip.media) else { return false }
    do throws(FFmpegError) {
      let reader = try reader(for: item)
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
    if let found = blocks.last(where: { $0.number == number && $0.way == way }) {
      return found.samples
    }
    let turn = clip.loopSamples
    let stretch = TimeStretch(speed: clip.source.speed)
    let samples = try stretch.block(number) { start, buffer throws(FFmpegError) in
      try reader.read(from: start, turningAt: turn, into: buffer)
    }
    if blocks.count >= Self.blocksKept { blocks.removeFirst() }
    blocks.append((way, number, samples))
    return samples
  }

  private func reader(for item: MediaItem) throws(FFmpegError) -> AudioReader {
    if let index = readers.firstIndex(where: { $0.hash == item.hash }) {
      let found = readers.remove(at: index)
      readers.append(found)
      return found.reader
    }
    let reader = try AudioReader(path: item.path)
    if readers.count >= Self.readersKept { readers.removeFirst() }
    readers.append((item.hash, reader))
    return reader
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
