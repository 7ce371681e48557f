import DraftModel
import LibAV
import RenderPlanning

/// The sounds of a plan's files, each at the speed and with the turns that a clip asks for.
final class SoundSources {
  /// A source at a speed; what is made of it serves every clip that plays it so.
  private struct Way: Hashable {
    let media: ContentHash
    let stream: Int
    let speed: DraftModel.Ratio
    let turns: SoundTurns?

    init(_ clip: SoundClip) {
      media = clip.media
      stream = clip.stream
      speed = clip.source.speed
      turns = clip.turns
    }
  }

  /// One sound stream of a file.
  private struct Stream: Hashable {
    let media: ContentHash
    let place: Int
  }

  private let media: [ContentHash: MediaItem]
  private var readers: [(hash: ContentHash, stream: Int, reader: AudioReader)] = []
  private var blocks: [(way: Way, number: Int64, samples: [Float])] = []
  /// Streams that failed to open or decode: each is tried once, and is silent.
  private var failures: Set<Stream> = []

  /// Readers kept open at most.
  private static let readersKept = 6
  /// Blocks of stretched sound kept at most: those under a chunk, for two clips at once.
  private static let blocksKept = 6

  init(media: [ContentHash: MediaItem]) { self.media = media }

  /// Reads from a sample of a clip's own clock on; false where its file has no sound to give.
  func read(
    _ clip: SoundClip, from start: Int64, into samples: UnsafeMutableBufferPointer<Float>
  ) -> Bool {
    let stream = Stream(media: clip.media, place: clip.stream)
    guard let item = media[clip.media], !failures.contains(stream) else { return false }
    do throws(FFmpegError) {
      let reader = try reader(for: item, stream: clip.stream)
      if clip.source.speed == .one {
        try reader.read(from: start, turning: clip.turns, into: samples)
      } else {
        try readStretched(clip, by: reader, from: start, into: samples)
      }
      return true
    } catch {
      failures.insert(stream)
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
    let turns = clip.turns
    let stretch = TimeStretch(speed: clip.source.speed)
    let samples = try stretch.block(number) { start, buffer throws(FFmpegError) in
      try reader.read(from: start, turning: turns, into: buffer)
    }
    if blocks.count >= Self.blocksKept { blocks.removeFirst() }
    blocks.append((way, number, samples))
    return samples
  }

  private func reader(for item: MediaItem, stream: Int) throws(FFmpegError) -> AudioReader {
    if let index = readers.firstIndex(where: { $0.hash == item.hash && $0.stream == stream }) {
      let found = readers.remove(at: index)
      readers.append(found)
      return found.reader
    }
    var options = AudioReadOptions()
    options.stream = stream
    let reader = try AudioReader(path: item.path, options: options)
    if readers.count >= Self.readersKept { readers.removeFirst() }
    readers.append((item.hash, stream, reader))
    return reader
  }
}

extension AudioReader {
  /// Reads from a place on that is counted as if the source went on where it starts over.
  fileprivate func read(
    from start: Int64, turning turns: SoundTurns?,
    into samples: UnsafeMutableBufferPointer<Float>
  ) throws(FFmpegError) {
    guard let turns else {
      try read(startingAt: start, into: samples)
      return
    }
    var done = 0
    while done < samples.count / 2 {
      let run = turns.run(at: start + Int64(done))
      let count = min(samples.count / 2 - done, Int(clamping: run.count))
      let target = UnsafeMutableBufferPointer(
        rebasing: samples[(2 * done)..<(2 * (done + count))])
      if let place = run.source {
        try read(startingAt: place, into: target)
      } else {
        target.update(repeating: 0)
      }
      done += count
    }
  }
}
