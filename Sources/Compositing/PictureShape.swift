import DraftModel
import LibAV
import RenderPlanning

/// One of the eight ways to turn and mirror a picture by whole quarters: what the file's rotation and the
/// segment's `flip` come to together.
struct PictureShape: Hashable {
  /// Quarter turns clockwise, 0 to 3, applied after mirroring.
  var quarterTurns: Int
  /// Whether left and right change places first.
  var isMirrored: Bool

  /// As decoded.
  static let upright = PictureShape(quarterTurns: 0, isMirrored: false)

  /// The file's own orientation, then the segment's flip.
  init(of picture: MediaItem.PictureFacts, flip: Timeline.Flip?) {
    quarterTurns = picture.quarterTurns
    isMirrored = picture.isMirrored
    switch flip {
    case .none: break
    case .horizontal: mirror()
    case .vertical:
      mirror()
      quarterTurns = (quarterTurns + 2) % 4
    case .both: quarterTurns = (quarterTurns + 2) % 4
    }
  }

  init(quarterTurns: Int, isMirrored: Bool) {
    self.quarterTurns = quarterTurns
    self.isMirrored = isMirrored
  }

  /// Mirrors left to right what stands so far: turning clockwise before is turning back after.
  private mutating func mirror() {
    isMirrored.toggle()
    quarterTurns = (4 - quarterTurns) % 4
  }

  /// Whether width and height change places.
  var swapsSides: Bool { quarterTurns % 2 == 1 }

  /// The crop of a picture in this shape, as it falls on the picture as decoded.
  func decodedCrop(_ crop: Timeline.Crop) -> Timeline.Crop {
    var sides = [crop.left, crop.top, crop.right, crop.bottom]
    // Undo the clockwise turns: what is the top now was the left side one turn before.
    for _ in 0..<quarterTurns { sides = [sides[1], sides[2], sides[3], sides[0]] }
    if isMirrored { sides.swapAt(0, 2) }
    var decoded = Timeline.Crop()
    (decoded.left, decoded.top, decoded.right, decoded.bottom) =
      (sides[0], sides[1], sides[2], sides[3])
    return decoded
  }

  /// A picture in this shape.
  func applied(to picture: PictureBuffer) throws(FFmpegError) -> PictureBuffer {
    guard self != .upright else { return picture }
    let result = try PictureBuffer(
      format: picture.format, width: swapsSides ? picture.height : picture.width,
      height: swapsSides ? picture.width : picture.height)
    let pixelBytes = picture.format == .rgba ? 4 : 1
    for plane in 0..<picture.format.planeCount {
      let size = picture.format.planeSize(plane, width: picture.width, height: picture.height)
      turn(
        picture.plane(plane), picture.stride(plane), columns: size.widthBytes / pixelBytes,
        rows: size.height, pixelBytes, to: result.plane(plane), result.stride(plane))
    }
    return result
  }

  private func turn(
    _ source: UnsafeMutableBufferPointer<UInt8>, _ sourceStride: Int, columns: Int, rows: Int,
    _ pixelBytes: Int, to target: UnsafeMutableBufferPointer<UInt8>, _ targetStride: Int
  ) {
    guard let from = source.baseAddress, let to = target.baseAddress else { return }
    for row in 0..<rows {
      for column in 0..<columns {
        let mirrored = isMirrored ? columns - 1 - column : column
        let place: Int
        switch quarterTurns {
        case 1: place = mirrored * targetStride + (rows - 1 - row) * pixelBytes
        case 2: place = (rows - 1 - row) * targetStride + (columns - 1 - mirrored) * pixelBytes
        case 3: place = (columns - 1 - mirrored) * targetStride + row * pixelBytes
        default: place = row * targetStride + mirrored * pixelBytes
        }
        let start = row * sourceStride + column * pixelBytes
        for byte in 0..<pixelBytes { to[place + byte] = from[start + byte] }
      }
    }
  }
}
