import DraftModel
import LibAV

/// The picture being painted: 4:2:0 in the encoded BT.709 signal, limited range.
///
/// A canvas is opaque, or has an opacity plane and premultiplied colours (for what goes over lower tracks
/// as a whole, such as one half of a transition).
struct Canvas {
  let buffer: PictureBuffer

  var width: Int { buffer.width }
  var height: Int { buffer.height }
  var hasAlpha: Bool { buffer.format == .yuva420p }

  /// Makes an opaque canvas, or one that starts clear.
  init(width: Int, height: Int, hasAlpha: Bool = false) throws(FFmpegError) {
    buffer = try PictureBuffer(
      format: hasAlpha ? .yuva420p : .yuv420p, width: width, height: height)
  }

  /// Takes a buffer of format `yuv420p` or `yuva420p`.
  init(_ buffer: PictureBuffer) { self.buffer = buffer }

  /// Paints everything in one colour.
  func fill(_ color: Color) {
    let signal = Signal(color)
    buffer.fill(0, with: signal.y)
    buffer.fill(1, with: signal.u)
    buffer.fill(2, with: signal.v)
    if hasAlpha { buffer.fill(3, with: 255) }
  }

  /// Makes everything clear; on an opaque canvas, black.
  func clear() {
    guard hasAlpha else { return fill(.black) }
    for plane in 0..<4 { buffer.fill(plane, with: 0) }
  }

  /// Copies another canvas of the same form.
  func copy(from other: Canvas) {
    for plane in 0..<buffer.format.planeCount {
      let source = other.buffer.plane(plane)
      let target = buffer.plane(plane)
      guard let from = source.baseAddress, let to = target.baseAddress else { continue }
      to.update(from: from, count: min(source.count, target.count))
    }
  }
}

/// A colour as the encoded BT.709 signal of limited range (ITU-R BT.709-6, items 3.2 to 3.5).
struct Signal: Hashable {
  var y: UInt8
  var u: UInt8
  var v: UInt8

  init(_ color: Color) {
    let (red, green, blue) = (Double(color.red), Double(color.green), Double(color.blue))
    let luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    y = UInt8((16 + luma * 219 / 255).rounded())
    u = UInt8((128 + (blue - luma) / 1.8556 * 224 / 255).rounded())
    v = UInt8((128 + (red - luma) / 1.5748 * 224 / 255).rounded())
  }
}
