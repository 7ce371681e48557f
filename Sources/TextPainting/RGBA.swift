/// A colour of 8 bits a channel with straight (not premultiplied) alpha.
public struct RGBA: Hashable, Sendable {
  /// Red, 0...255, as encoded (not linear light).
  public var red: UInt8
  /// Green, 0...255, as encoded.
  public var green: UInt8
  /// Blue, 0...255, as encoded.
  public var blue: UInt8
  /// 0 is clear, 255 is opaque.
  public var alpha: UInt8

  /// Makes a colour; opaque unless `alpha` is given.
  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// Opaque white.
  public static let white = RGBA(red: 255, green: 255, blue: 255)

  /// Opaque black.
  public static let black = RGBA(red: 0, green: 0, blue: 0)
}
