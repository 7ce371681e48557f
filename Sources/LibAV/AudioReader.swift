internal import CFFmpeg

/// Gives the sound of a media file as stereo samples at 48 kHz, at any place.
///
/// What is read depends on the place alone, not on what was read before, to the bit. To that end
/// sound is decoded in blocks of four seconds that each begin afresh: decoders carry state from
/// packet to packet (AAC even a random one), and a resampler's phase depends on where it began.
/// Each block begins decoding so far before its first sample that the codec has settled there. Not
/// for use by two tasks at once.
public final class AudioReader {
  /// The rate of what is read, in samples per second.
  public static let sampleRate = Resampler.rate
  /// Samples of each channel in a block.
  static let blockFrames = 4 * Resampler.rate

  /// The file.
  public let path: String
  /// What is known of the stream.
  public let facts: AudioFacts

  private var sound: SoundStream
  /// The blocks read last, the latest at the end.
  private var blocks: [SoundBlock] = []
  /// The first sample after the end of the stream, once reading has come to it.
  public private(set) var endOfSound: Int64?

  /// Opens the main audio stream of a local file.
  ///
  /// - Throws: ``FFmpegError`` naming the file, when it is refused or has no sound that this FFmpeg
  ///   knows.
  public init(path: String, options: AudioReadOptions = AudioReadOptions()) throws(FFmpegError) {
    do throws(FFmpegError) {
      sound = try SoundStream(path: path, limits: options.limits)
    } catch {
      throw error.on(path)
    }
    self.path = path
    facts = sound.facts
  }

  /// Packets that could not be decoded, so far; there is silence in their place.
  public var corruptPackets: Int { sound.corruptPackets }

  /// Reads from sample `start` after the file's origin, the same as a picture's, into interleaved
  /// stereo.
  ///
  /// - Parameters:
  ///   - start: In samples at 48 kHz; before zero there is silence.
  ///   - samples: Is filled whole: two floats a sample, full scale from −1 through 1, silence where
  ///     there is no sound.
  /// - Returns: How many samples of each channel lie before the end of the stream, silence in it
  ///   included.
  @discardableResult
  public func read(
    startingAt start: Int64, into samples: UnsafeMutableBufferPointer<Float>
  ) throws(FFmpegError) -> Int {
    unsafe samples.update(repeating: 0)
    let count = samples.count / 2
    var done = 0
    while done < count {
      let (place, overflow) = start.addingReportingOverflow(Int64(done))
      if overflow { return done }
      if let endOfSound, place >= endOfSound { return done }
      let (quotient, remainder) = place.quotientAndRemainder(dividingBy: Int64(Self.blockFrames))
      let number = remainder < 0 ? quotient - 1 : quotient
      let offset = Int(remainder < 0 ? remainder + Int64(Self.blockFrames) : remainder)
      let wanted = min(count - done, Self.blockFrames - offset)
      // Nothing is before the origin.
      if number >= 0 {
        let block = try block(number)
        let present = max(0, min(wanted, block.frames - offset))
        unsafe block.copy(from: offset, count: present, into: samples, at: done)
        if present < wanted { return done + present }
      }
      done += wanted
    }
    return done
  }

  /// Whether sample `start` is at hand without decoding.
  package func holds(_ start: Int64) -> Bool {
    start >= 0 && blocks.contains { $0.number == start / Int64(Self.blockFrames) }
  }

  private func block(_ number: Int64) throws(FFmpegError) -> SoundBlock {
    if let index = blocks.firstIndex(where: { $0.number == number }) {
      let found = blocks.remove(at: index)
      blocks.append(found)
      return found
    }
    do throws(FFmpegError) {
      let block = try sound.block(number, frames: Self.blockFrames)
      if let end = block.endOfSound { endOfSound = end }
      // Two: the one being read, and its neighbour for reads across the border.
      if blocks.count >= 2 { blocks.removeFirst() }
      blocks.append(block)
      return block
    } catch {
      throw error.on(path)
    }
  }
}
