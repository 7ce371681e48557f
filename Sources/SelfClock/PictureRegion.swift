/// Where a clip's whole frame lies in a picture, in pixels from the picture's top left corner.
///
/// It may reach beyond the picture, as a clip that covers a canvas of another shape does.
package struct PictureRegion: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}
