import SelfClock
import TestSupport
import Testing

@Suite struct FrameMarkTests {
  @Test(
    "The pattern is read at any size from 96x54 up, whatever the stride",
    arguments: [(96, 54), (320, 180), (641, 359), (1_920, 1_080), (202, 360)], [0, 13])
  func sizes(size: (width: Int, height: Int), padding: Int) throws {
    let picture = SyntheticPicture(
      clip: 7, frame: 123_456, width: size.width, height: size.height, padding: padding)
    let mark = try #require(picture.mark())
    #expect(mark.clip == 7 && mark.frame == 123_456)
    #expect(mark.confidence == 1)
  }

  @Test("A clip that lies in a part of the picture is read there, and nowhere else")
  func region() throws {
    let region = PictureRegion(x: 331.5, y: 40, width: 280.25, height: 157.5)
    let picture = SyntheticPicture(clip: 1, frame: 99, width: 640, height: 360, region: region)
    #expect(picture.mark(in: region)?.frame == 99)
    #expect(picture.mark() == nil)
  }

  @Test("A clip that reaches beyond the picture on the sides of its pattern is not read")
  func cropped() {
    let region = PictureRegion(x: -100, y: 0, width: 840, height: 360)
    let picture = SyntheticPicture(clip: 1, frame: 99, width: 640, height: 360, region: region)
    #expect(picture.mark(in: region) == nil)
  }

  @Test("The confidence is the opacity over black", arguments: [1, 0.8, 0.5, 0.25, 0.1])
  func opacity(share: Double) throws {
    var black = SyntheticPicture(clip: 0, frame: 0, width: 640, height: 360)
    for index in black.luma.indices { black.luma[index] = 16 }
    let picture = SyntheticPicture(clip: 2, frame: 60, width: 640, height: 360)
    let mark = try #require(picture.over(black, opacity: share).mark())
    #expect(mark.frame == 60)
    #expect(abs(mark.confidence - share) < 1 / 219.0)
  }

  @Test("Of two frames that are mixed, the stronger is read; of equals, none")
  func mixture() {
    let one = SyntheticPicture(clip: 2, frame: 0x5_5555, width: 640, height: 360)
    let other = SyntheticPicture(clip: 3, frame: 0x1_2345, width: 640, height: 360)
    #expect(one.over(other, opacity: 0.7).mark()?.clip == 2)
    #expect(one.over(other, opacity: 0.3).mark()?.clip == 3)
    #expect(one.over(other, opacity: 0.5).mark() == nil)
  }

  @Test("Noise has no mark")
  func noise() {
    var generator = SeededGenerator()
    var picture = SyntheticPicture(clip: 0, frame: 0, width: 192, height: 108)
    for _ in 0..<200 {
      for index in picture.luma.indices {
        picture.luma[index] = UInt8.random(in: 16...235, using: &generator)
      }
      #expect(picture.mark() == nil, "\(generator)")
    }
  }

  @Test("A flat picture has no mark", arguments: [0, 16, 128, 255] as [UInt8])
  func flat(level: UInt8) {
    let luma = [UInt8](repeating: level, count: 64 * 36)
    #expect(FrameMark(luma: luma.span, width: 64, height: 36, stride: 64) == nil)
  }

  @Test(
    "A shape that its samples cannot fill has no mark",
    arguments: [
      (64, 37, 64), (65, 36, 64), (0, 36, 64), (64, 0, 64), (64, 2, Int.max), (-1, -1, 1),
    ])
  func shape(width: Int, height: Int, stride: Int) {
    let luma = [UInt8](repeating: 0, count: 64 * 36)
    #expect(FrameMark(luma: luma.span, width: width, height: height, stride: stride) == nil)
  }

  @Test(
    "A region that is no region has no mark",
    arguments: [
      PictureRegion(x: .nan, y: 0, width: 64, height: 36),
      PictureRegion(x: 0, y: 0, width: .infinity, height: 36),
      PictureRegion(x: 0, y: 0, width: -64, height: 36),
      PictureRegion(x: 1e300, y: 0, width: 64, height: 36),
    ])
  func nonsense(region: PictureRegion) {
    let picture = SyntheticPicture(clip: 1, frame: 1, width: 64, height: 36)
    #expect(picture.mark(in: region) == nil)
  }
}
