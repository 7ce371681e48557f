/// What a compositor keeps from picture to picture, at most, in bytes.
///
/// What is on screen is kept open up to these bounds, so that each layer costs the same however many there are. If a
/// stack needs more, whole batches of pictures are made layer by layer (``Compositor/pictures(from:count:_:)``): what
/// does not fit is then opened once for a batch and not once for a picture.
public struct LayerMemory: Hashable, Sendable {
  /// Decoders of files: 64 of 720 lines with one thread take 0.8 GB, of 1080 lines 1.8 GB.
  public var decoders = 2 << 30
  /// Decoders of proxies.
  public var proxies = 256 << 20
  /// Scaled pictures.
  public var pictures = 256 << 20
  /// Painted titles, and as much again for slates.
  public var titles = 64 << 20
  /// The canvases of a batch.
  public var batch = 24 << 20

  /// Of what is no longer on screen: a cut may come back to it.
  var idleDecoders: Int { min(decoders, 64 << 20) }
  var idleProxies: Int { min(proxies, 16 << 20) }
  var idlePictures: Int { min(pictures, 32 << 20) }
  var idleTitles: Int { min(titles, 8 << 20) }

  /// The usual bounds.
  public init() {}
}
