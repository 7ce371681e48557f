/// How alike two pictures have to be to pass for the same, from 0 to 1; see ``StructuralSimilarity``.
public struct SimilarityThreshold: Hashable, Sendable {
  /// The least similarity of the pictures as a whole.
  public var whole: Double
  /// The least similarity of any part of them.
  public var part: Double

  /// What pictures are held to that nobody says otherwise of.
  public static let usual = SimilarityThreshold(whole: 0.98)

  /// Makes a threshold.
  ///
  /// - Parameter part: Without it five times as far from 1 as `whole`. A title that is missing altogether leaves a
  ///   picture alike to 0.99 as a whole, and its part to 0.4; one wrong letter leaves the part at 0.83, the losses of
  ///   H.264 at a constant rate factor of 23 leave it at 0.95.
  public init(whole: Double, part: Double? = nil) {
    self.whole = whole
    // Whole ten-thousandths, as people write and reports print it.
    self.part = part ?? (max(0, 5 * whole - 4) * 10_000).rounded() / 10_000
  }
}
