internal import CFFmpeg

/// Puts decoded frames at their places in one block of stereo at 48 kHz.
struct SoundAssembly: ~Copyable {
  /// The first sample of the block and the first after it.
  private(set) var range: Range<Int64>
  private(set) var samples: [Float]
  private var resampler: Resampler?
  /// The form of what the resampler takes.
  private var format: SampleFormat?
  /// The sample number, at the source's rate, that follows what was handed over.
  private var expected: Int64 = 0
  /// The sample number, at 48 kHz, that the resampler gives next.
  private var nextOutput: Int64 = .min
  private var converted: [Float] = []
  /// What was converted and lies behind the block, and the sample number with which it begins.
  private var overhang: (start: Int64, samples: [Float]) = (0, [])

  /// What a frame's time may differ from the count of samples before it is a gap.
  ///
  /// Less is the container's inaccuracy. Few codecs have frames shorter than 10 ms, so a lost one
  /// is a gap.
  private static let toleratedMilliseconds: Int64 = 10
  /// The same where everything before was decoded: samples were counted from the start, and Ogg's times for Vorbis
  /// are off by up to a packet.
  private static let toleratedFromStart: Int64 = 50
  /// The longest gap that is filled where silence has to be held in memory: a minute at 48 kHz.
  private static let longestGap: Int64 = 2_880_000
  /// Magnitudes above this are damage: 100 dB above full scale.
  private static let loudest: Float = 100_000

  /// The most samples of output that are made at once.
  private static let largestPiece = 262_144

  /// Whether what lies behind the block is kept for the next one.
  private let keepsOverhang: Bool

  init(range: Range<Int64>, keepsOverhang: Bool = false) {
    self.range = range
    self.keepsOverhang = keepsOverhang
    samples = [Float](repeating: 0, count: 2 * range.count)
  }

  /// Everything in the block has been written.
  var isFull: Bool { nextOutput >= range.upperBound }

  /// Goes on to the block that follows.
  mutating func advance() {
    let length = Int64(range.count)
    range = range.upperBound..<range.upperBound.addingReportingOverflow(length).partialValue
    for index in samples.indices { samples[index] = 0 }
    let first = 2 * Int(clamping: max(overhang.start - range.lowerBound, 0))
    guard first < samples.count else { return }
    let known = min(overhang.samples.count, samples.count - first)
    samples.replaceSubrange(first..<(first + known), with: overhang.samples[..<known])
    overhang.samples.removeFirst(known)
    overhang.start = range.upperBound
  }

  /// The next sample number at the rate of `format`, if sound of this form came before.
  func following(_ format: SampleFormat) -> Int64? {
    self.format == format ? expected : nil
  }

  /// Takes a frame whose first sample is number `position` at the frame's rate.
  mutating func place(
    _ frame: borrowing Frame, format: SampleFormat, at position: Int64
  ) throws(FFmpegError) {
    if self.format != format { try begin(format, like: frame, at: position) }
    let count = unsafe Int(frame.native.pointee.nb_samples)
    let (gap, overflow) = position.subtractingReportingOverflow(expected)
    if overflow { return }
    var first = 0
    let tolerated = keepsOverhang ? Self.toleratedFromStart : Self.toleratedMilliseconds
    let isGap =
      gap.magnitude > UInt64(tolerated * Int64(format.rate) / 1000)
      // What decodes everything has to hold a gap's silence; and there, times that stand still are no sound twice.
      && !(keepsOverhang && (gap < 0 || gap > Self.longestGap))
    if isGap {
      if gap > 0 { try fill(gap, format: format) } else { first = Int(min(-gap, Int64(count))) }
    }
    guard first < count else { return }
    // In pieces: a file that states one sample in a second makes 48,000 out of each.
    let piece = max(1, Self.largestPiece * format.rate / Resampler.rate)
    while first < count, keepsOverhang || !isFull {
      let length = min(count - first, piece)
      try resampler?.convert(frame, from: first, count: length, into: &converted)
      expected += Int64(length)
      first += length
      store()
    }
  }

  /// Begins at a sample that is also one of the output's: so the resampler's phase is the same from
  /// wherever it begins.
  private mutating func begin(
    _ format: SampleFormat, like frame: borrowing Frame, at position: Int64
  ) throws(FFmpegError) {
    try resampler?.drain(into: &converted)
    store()
    var (a, b) = (format.rate, Resampler.rate)
    while b != 0 { (a, b) = (b, a % b) }
    let step = Int64(format.rate / a)
    let (quotient, remainder) = position.quotientAndRemainder(dividingBy: step)
    let cell = remainder < 0 ? quotient - 1 : quotient
    let (output, overflow) = cell.multipliedReportingOverflow(by: Int64(Resampler.rate / a))
    resampler = try Resampler(from: format, like: frame)
    self.format = format
    nextOutput = overflow ? range.upperBound : output
    let lead = position - cell * step
    if lead > 0 { try resampler?.convertSilence(count: Int(lead), into: &converted) }
    expected = position
    store()
  }

  /// Silence for samples that the stream passes over, as far as the block goes.
  private mutating func fill(_ gap: Int64, format: SampleFormat) throws(FFmpegError) {
    var left = gap
    while left > 0, keepsOverhang || !isFull {
      let count = min(left, 4096)
      try resampler?.convertSilence(count: Int(count), into: &converted)
      left -= count
      store()
    }
    expected += gap
  }

  /// Writes what the resampler holds back, and ends the sound; gives its end at 48 kHz, where there
  /// was any.
  mutating func finish() throws(FFmpegError) -> Int64? {
    guard let rate = format?.rate else { return nil }
    try resampler?.drain(into: &converted)
    store()
    // Rounded up: the last input sample is part of the output.
    let top = Int128(expected) * Int128(Resampler.rate)
    let last = Int64(clamping: (top + Int128(rate) - 1) / Int128(rate))
    let end = min(max(last, -SoundPosition.farthest), SoundPosition.farthest)
    silence(from: end)
    return end
  }

  /// Nothing is heard from sample `end` on.
  mutating func silence(from end: Int64) {
    guard end < range.upperBound else { return }
    let first = Int(max(0, end - range.lowerBound))
    for index in (2 * first)..<samples.count { samples[index] = 0 }
  }

  /// Moves what was converted to its place, so far as it is in the block.
  private mutating func store() {
    let count = Int64(converted.count / 2)
    defer {
      nextOutput = nextOutput.addingReportingOverflow(count).partialValue
      converted.removeAll(keepingCapacity: true)
    }
    keepOverhang()
    let from = max(nextOutput, range.lowerBound)
    let to = min(nextOutput.addingReportingOverflow(count).partialValue, range.upperBound)
    guard from < to else { return }
    let source = 2 * Int(from - nextOutput)
    let target = 2 * Int(from - range.lowerBound)
    let floats = 2 * Int(to - from)
    samples.replaceSubrange(target..<(target + floats), with: converted[source..<(source + floats)])
    for index in target..<(target + floats) { samples[index] = Self.bounded(samples[index]) }
  }

  /// Keeps what of the samples just converted lies behind the block.
  private mutating func keepOverhang() {
    let (last, overflow) = nextOutput.addingReportingOverflow(Int64(converted.count / 2))
    guard keepsOverhang, !converted.isEmpty, !overflow, last > range.upperBound else { return }
    let first = max(nextOutput, range.upperBound)
    if overhang.samples.isEmpty { overhang.start = first }
    let (end, overflowToo) = overhang.start.addingReportingOverflow(
      Int64(overhang.samples.count / 2))
    guard !overflowToo, first >= end, first - end <= Self.longestGap else { return }
    let gap = first - end
    // A file that states one sample in a second makes hours out of one packet.
    guard end - overhang.start + gap + (last - first) <= 2 * Self.longestGap else { return }
    overhang.samples += [Float](repeating: 0, count: 2 * Int(gap))
    overhang.samples += converted[(2 * Int(first - nextOutput))...].map { Self.bounded($0) }
  }

  /// Files of floating point may hold anything, and no number would reach everything mixed with it.
  private static func bounded(_ sample: Float) -> Float { abs(sample) <= loudest ? sample : 0 }
}
