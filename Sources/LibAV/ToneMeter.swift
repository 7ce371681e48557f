internal import CFFmpeg
internal import Foundation

/// Measures how loud the loudest tone in a sound is, whatever else sounds.
///
/// A tone is what a window of 2048 samples can't tell from a sine: a long block of AAC sees it so. The level of one
/// between two of the transform's frequencies is measured up to 2.1 dB too low.
@safe
public final class ToneMeter {
  private static let length = 2048
  private static let window = (0..<length).map { place in
    Float(sin((Double(place) + 0.5) / Double(length) * .pi))
  }

  private let context: OpaquePointer
  private let transform: av_tx_fn
  /// A window of samples, and its spectrum as pairs of a real and an imaginary part.
  private let samples: UnsafeMutablePointer<Float>
  private let spectrum: UnsafeMutablePointer<Float>

  /// Prepares the transform.
  public init() throws(FFmpegError) {
    var opened: OpaquePointer?
    var function: av_tx_fn?
    // The amplitude of a sine, from half the window's sum.
    var scale = Float(2 / Self.window.reduce(0) { $0 + Double($1) })
    try unsafe checked(
      av_tx_init(&opened, &function, AV_TX_FLOAT_RDFT, 0, CInt(Self.length), &scale, 0),
      "av_tx_init")
    guard let context = unsafe opened, let transform = unsafe function else {
      throw FFmpegError(.outOfMemory, operation: "av_tx_init")
    }
    unsafe self.context = unsafe context
    unsafe self.transform = unsafe transform
    unsafe samples = try unsafe Self.room(Self.length)
    unsafe spectrum = try unsafe Self.room(Self.length + 2)
  }

  private static func room(_ count: Int) throws(FFmpegError) -> UnsafeMutablePointer<Float> {
    let bytes = count * MemoryLayout<Float>.stride
    let memory = try unsafe allocated(av_mallocz(bytes), "av_mallocz")
    return unsafe memory.bindMemory(to: Float.self, capacity: count)
  }

  /// The amplitude of the loudest tone in either channel of interleaved stereo, 1 being full scale.
  public func loudestTone(in sound: [Float]) -> Float {
    var loudest: Float = 0
    let frames = sound.count / 2
    let window = Self.window
    for channel in 0..<2 {
      var start = 0
      while start + Self.length <= frames {
        for place in 0..<Self.length {
          unsafe samples[place] = sound[2 * (start + place) + channel] * window[place]
        }
        unsafe transform(context, spectrum, samples, MemoryLayout<Float>.stride)
        // The last line, at half the sample rate, is one that FFmpeg 5.1 does not scale.
        for line in 0..<(Self.length / 2) {
          let real = unsafe spectrum[2 * line]
          let imaginary = unsafe spectrum[2 * line + 1]
          loudest = max(loudest, real * real + imaginary * imaginary)
        }
        start += Self.length / 2
      }
    }
    return loudest.squareRoot()
  }

  deinit {
    var closed: OpaquePointer? = unsafe context
    unsafe av_tx_uninit(&closed)
    unsafe av_free(samples)
    unsafe av_free(spectrum)
  }
}
