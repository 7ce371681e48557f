/// Decoding that goes on through a stream: a decoder, and the block that its samples are put into.
final class SoundRun {
  /// The number of the block.
  private(set) var number: Int64
  let decoder: StreamDecoder
  var assembly: SoundAssembly
  /// The decoder was told that no packet follows.
  var hasSentEnd = false
  /// The decoder has given everything.
  var isOver = false
  private var knownEnd: Int64??

  init(_ number: Int64, _ decoder: consuming StreamDecoder, _ assembly: consuming SoundAssembly) {
    self.number = number
    self.decoder = decoder
    self.assembly = assembly
  }

  /// Goes on to the block that follows.
  func advance() {
    number += 1
    assembly.advance()
  }

  /// The end of the sound at 48 kHz once decoding is over; `nil` where there was no sound.
  func end() throws(FFmpegError) -> Int64? {
    if let knownEnd { return knownEnd }
    let end = try assembly.finish()
    knownEnd = .some(end)
    return end
  }
}
