/// How much AAC spends on sound, and how it looks for what to spend it on.
public enum SoundCoding: Hashable, Sendable {
  /// FFmpeg's `fast` search at one quality throughout, as for its `-q:a`: from 0.1 through 10, more is better.
  ///
  /// At 3 it takes half the time of the default search and about 150 kb/s, and its residual is no more than 3 dB above
  /// that of the default search at 128 kb/s, with two exceptions: it clips the coefficients of a loud tone (500 Hz at
  /// −1 dBFS comes out at −4), and has no finer step for sound below −54 dBFS.
  case quick(quality: Double)
  /// FFmpeg's default search, held to a number of bits in a second.
  case thorough(bitRate: Int64)
}
