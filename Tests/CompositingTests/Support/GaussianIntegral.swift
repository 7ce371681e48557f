import Foundation
import LibAV

/// The Gaussian's integral, to hold blurs to.
enum GaussianIntegral {
  /// How far a step from 0 to 1 has risen at a distance from it, once blurred by `sigma`.
  static func share(at distance: Double, sigma: Double) -> Double {
    (1 + erf(distance / (sigma * 2.0.squareRoot()))) / 2
  }
}

extension Picture {
  /// The mean luma of a square.
  func meanLuma(_ x: Int, _ y: Int, side: Int) -> Double {
    var sum = 0
    for row in y..<y + side {
      for column in x..<x + side { sum += luma(column, row) }
    }
    return Double(sum) / Double(side * side)
  }
}
