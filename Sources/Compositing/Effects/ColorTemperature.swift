import Foundation

/// The light of a black body in place of daylight's, as FFmpeg's `colortemperature` filter has it.
///
/// Each of red, green and blue is multiplied by its share in the light. The shares are the filter's own
/// approximation, which is Tanner Helland's.
struct ColorTemperature {
  private let red: Float
  private let green: Float
  private let blue: Float

  /// - Parameter amount: From −1 (cold, 9750 K) to 1 (warm, 3250 K).
  init(amount: Double) {
    let hundreds = Float(65 * (1 - amount / 2))
    func share(_ value: Float) -> Float { min(max(value, 0), 1) }
    if hundreds <= 66 {
      red = 1
      green = share(0.390_081_58 * log(hundreds) - 0.631_841_44)
    } else {
      red = share(1.292_936_2 * pow(hundreds - 60, -0.133_204_76))
      green = share(1.129_890_9 * pow(hundreds - 60, -0.075_514_85))
    }
    if hundreds >= 66 {
      blue = 1
    } else {
      blue = hundreds <= 19 ? 0 : share(0.543_206_8 * log(hundreds - 10) - 1.196_254_1)
    }
  }

  /// One colour, 0 to 255 each.
  private struct RGB {
    var red: Float
    var green: Float
    var blue: Float
  }

  /// Changes a picture.
  func apply(to planes: SignalPlanes) {
    let side = 1 << planes.chromaShift
    for row in 0..<planes.u.height {
      let us = planes.u.bytes + row * planes.u.stride
      let vs = planes.v.bytes + row * planes.v.stride
      let rows = row * side..<min((row + 1) * side, planes.luma.height)
      for column in 0..<planes.u.width {
        let columns = column * side..<min((column + 1) * side, planes.luma.width)
        let opacity = planes.alpha.map { $0.bytes[row * $0.stride + column] } ?? 255
        let (u, v) = (
          SignalPlanes.straight(us[column], opacity), SignalPlanes.straight(vs[column], opacity)
        )
        var sum = RGB(red: 0, green: 0, blue: 0)
        for lumaRow in rows {
          let line = planes.luma.bytes + lumaRow * planes.luma.stride
          for place in columns {
            let lit = lit(SignalPlanes.straight(line[place], opacity), u, v)
            let y = 16.5 + 0.182_586 * lit.red + 0.614_231 * lit.green + 0.062_007 * lit.blue
            line[place] = SignalPlanes.premultiplied(UInt8(y), opacity)
            sum.red += lit.red
            sum.green += lit.green
            sum.blue += lit.blue
          }
        }
        let share = 1 / Float(rows.count * columns.count)
        let newU = -0.100_644 * sum.red - 0.338_572 * sum.green + 0.439_216 * sum.blue
        let newV = 0.439_216 * sum.red - 0.398_942 * sum.green - 0.040_274 * sum.blue
        us[column] = SignalPlanes.premultiplied(UInt8(128.5 + newU * share), opacity)
        vs[column] = SignalPlanes.premultiplied(UInt8(128.5 + newV * share), opacity)
      }
    }
  }

  /// The colour of a signal (ITU-R BT.709-6, limited range) in the new light.
  ///
  /// Cut to what a screen shows first, as a picture of red, green and blue would be.
  @inline(__always)
  private func lit(_ y: UInt8, _ u: UInt8, _ v: UInt8) -> RGB {
    let luma = 1.164_384 * (Float(y) - 16)
    let (cb, cr) = (Float(u) - 128, Float(v) - 128)
    return RGB(
      red: min(max(luma + 1.792_741 * cr, 0), 255) * red,
      green: min(max(luma - 0.213_249 * cb - 0.532_909 * cr, 0), 255) * green,
      blue: min(max(luma + 2.112_402 * cb, 0), 255) * blue)
  }
}
