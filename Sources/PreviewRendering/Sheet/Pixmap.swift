import DraftModel
import LibAV
import TextPainting

/// The pixels of a sheet while it is drawn: opaque red, green and blue.
///
/// Whatever reaches beyond the edges is cut off.
final class Pixmap {
  /// The picture, whose opacity is full everywhere.
  let buffer: PictureBuffer
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let stride: Int

  init(width: Int, height: Int, color: Color) throws(FFmpegError) {
    buffer = try PictureBuffer(format: .rgba, width: width, height: height)
    bytes = buffer.plane(0)
    stride = buffer.stride(0)
    fill(SheetBox(x: 0, y: 0, width: width, height: height), color)
  }

  private var bounds: SheetBox {
    SheetBox(x: 0, y: 0, width: buffer.width, height: buffer.height)
  }

  /// Lays a colour over a box, or over those of its pixels that are wanted.
  func fill(_ box: SheetBox, _ color: Color, where isWanted: (Int, Int) -> Bool = { _, _ in true })
  {
    let part = box.intersection(bounds)
    for y in part.y..<part.maxY {
      for x in part.x..<part.maxX where isWanted(x, y) { blend(color, Int(color.alpha), x, y) }
    }
  }

  /// Lays a colour over a shape; its edges are smoothed over a grid of 4 by 4 points a pixel.
  ///
  /// - Parameter holds: Whether the shape holds a point, in pixels of the sheet.
  func fill(_ box: SheetBox, _ color: Color, shape holds: (Double, Double) -> Bool) {
    let part = box.intersection(bounds)
    for y in part.y..<part.maxY {
      for x in part.x..<part.maxX {
        var points = 0
        for step in 0..<16 {
          let (dx, dy) = (Double(step % 4) * 0.25 + 0.125, Double(step / 4) * 0.25 + 0.125)
          if holds(Double(x) + dx, Double(y) + dy) { points += 1 }
        }
        if points > 0 { blend(color, Int(color.alpha) * points / 16, x, y) }
      }
    }
  }

  /// Lays a colour over a box with round corners.
  func fill(_ box: SheetBox, _ color: Color, radius: Int) {
    let round = min(radius, box.width / 2, box.height / 2)
    guard round > 0 else { return fill(box, color) }
    fill(
      SheetBox(x: box.x, y: box.y + round, width: box.width, height: box.height - 2 * round), color)
    let (left, right) = (Double(box.x + round), Double(box.maxX - round))
    let (top, bottom) = (Double(box.y + round), Double(box.maxY - round))
    for y in [box.y, box.maxY - round] {
      fill(SheetBox(x: box.x, y: y, width: box.width, height: round), color) { x, y in
        let (dx, dy) = (x - min(max(x, left), right), y - min(max(y, top), bottom))
        return dx * dx + dy * dy <= Double(round * round)
      }
    }
  }

  /// Copies the middle columns of an opaque picture into a box of its height.
  func draw(_ picture: PictureBuffer, in box: SheetBox) {
    let source = picture.plane(0)
    let shift = max(picture.width - box.width, 0) / 2
    let part = box.intersection(bounds)
    for y in part.y..<min(part.maxY, box.y + picture.height) {
      for x in part.x..<min(part.maxX, box.x + picture.width - shift) {
        let from = (y - box.y) * picture.stride(0) + (x - box.x + shift) * 4
        let to = y * stride + x * 4
        for channel in 0..<3 { bytes[to + channel] = source[from + channel] }
      }
    }
  }

  /// Lays a painted text over the sheet, its corner moved by an offset; nothing of it outside a box.
  func draw(_ text: PaintedText, dx: Int, dy: Int, within box: SheetBox) {
    let place = SheetBox(
      x: text.originX + dx, y: text.originY + dy, width: text.width, height: text.height)
    let part = place.intersection(box).intersection(bounds)
    for y in part.y..<part.maxY {
      for x in part.x..<part.maxX {
        let from = ((y - place.y) * text.width + x - place.x) * 4
        let to = y * stride + x * 4
        let rest = 255 - Int(text.pixels[from + 3])
        guard rest < 255 else { continue }
        // Premultiplied: the text's part is in its colours already.
        for channel in 0..<3 {
          let below = Int(bytes[to + channel]) * rest
          let sum = Int(text.pixels[from + channel]) + (below + 127) / 255
          bytes[to + channel] = UInt8(min(sum, 255))
        }
      }
    }
  }

  private func blend(_ color: Color, _ alpha: Int, _ x: Int, _ y: Int) {
    let at = y * stride + x * 4
    bytes[at] = Self.mixed(color.red, alpha, bytes[at])
    bytes[at + 1] = Self.mixed(color.green, alpha, bytes[at + 1])
    bytes[at + 2] = Self.mixed(color.blue, alpha, bytes[at + 2])
    bytes[at + 3] = 255
  }

  private static func mixed(_ above: UInt8, _ alpha: Int, _ below: UInt8) -> UInt8 {
    UInt8((Int(above) * alpha + Int(below) * (255 - alpha) + 127) / 255)
  }
}
