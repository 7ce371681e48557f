import DraftModel
import Foundation
import LibAV
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

/// The pixels of sheets, by arithmetic on what is known of their media.
@Suite("ContactSheet")
struct ContactSheetTests {
  private let studio: Studio

  init() throws {
    studio = try Studio(
      media: ["solid-red.png", "solid-green.png", "solid-blue.png", "tone.wav", "clock-30.mp4"])
  }

  private static let colours = #"""
    {"d":4000,"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[
    {"d":1000,"m":{"src":"solid-red.png"}},{"d":1000,"m":{"src":"solid-green.png"}},
    {"d":2000,"m":{"src":"solid-blue.png"}}]}]}
    """#

  @Test("Known colours are where their segments are, to the column")
  func colours() async throws {
    let picture = try await SheetPicture(studio.sheet(Self.colours))
    #expect(picture.isWhole)
    let lane = try #require(picture.layout.lanes.first)
    let ruler = picture.layout.ruler
    let colours: [SheetPicture.Pixel] = [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
    let row = lane.strip.y + lane.strip.height / 3
    for (index, share) in [(0, 0..<1), (1, 1..<2), (2, 2..<4)] {
      let left = ruler.x + (ruler.width * share.lowerBound + 2) / 4
      let right = ruler.x + (ruler.width * share.upperBound + 2) / 4
      let box = lane.segments[index].box
      #expect(box.x == left && box.x + box.width == right)
      for x in [left + 1, (left + right) / 2 + 3, right - 3] {
        #expect(picture[x, row].isNear(colours[index]), "column \(x) of segment \(index)")
      }
      for thumbnail in lane.segments[index].thumbnails {
        let middle = (thumbnail.box.x + thumbnail.box.width / 2, thumbnail.box.y + 3)
        #expect(picture[middle.0, middle.1].isNear(colours[index]))
      }
    }
  }

  @Test("A picture shows the source as it is, wherever and however the segment puts it")
  func plainPictures() async throws {
    let draft = #"""
      {"d":2000,"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[{"d":2000,"m":{
      "src":"solid-green.png","scale":0.1,"x":0.9,"opacity":0.1,"fade_in":1000}}]}]}
      """#
    let picture = try await SheetPicture(studio.sheet(draft))
    let box = try #require(picture.layout.lanes.first?.segments.first?.thumbnails.first?.box)
    #expect(picture[box.x + box.width / 2, box.y + box.height / 3].isNear([0, 255, 0]))
  }

  @Test("A tone of known amplitude has its height in decibels, and silence none")
  func waveform() async throws {
    // A quarter of full scale, halved, from the second to the third of four seconds.
    let draft = #"""
      {"d":4000,"m":{"width":640,"height":360},"t":[{"tt":1,"sg":[
      {"s":1000,"d":2000,"m":{"src":"tone.wav","volume":0.5}}]}]}
      """#
    let picture = try await SheetPicture(studio.sheet(draft))
    let layout = picture.layout
    let box = try #require(layout.lanes.first?.waveform)
    let half = Double(box.height / 2 - 1)
    let reach = Int(((1 + 20 * log10(0.125) / 48) * half).rounded())
    func height(atQuarter quarter: Double) -> Int {
      let x = layout.ruler.x + Int(Double(layout.ruler.width) * quarter / 4)
      let ground = picture[x, box.y]
      return picture.column(x, of: box).filter { !$0.isNear(ground, within: 24) }.count
    }
    // 4 was measured; why it is more than the two softly drawn ends is not known yet.
    for quarter in [1.7, 2.1, 2.6, 2.95] {
      #expect(abs(height(atQuarter: quarter) - (2 * reach + 1)) <= 4, "at \(quarter)")
    }
    for quarter in [0.3, 0.9, 3.1, 3.7] { #expect(height(atQuarter: quarter) <= 1) }
  }

  @Test("The long marks of the ruler are drawn at their columns")
  func ruler() async throws {
    let picture = try await SheetPicture(studio.sheet(Self.colours))
    let ruler = picture.layout.ruler
    let row = ruler.y + ruler.height - ruler.height / 3
    for tick in picture.layout.ticks where tick.isMajor {
      #expect(picture[tick.x, row].x > 100)
      #expect(picture[tick.x - 2, row].x < 60)
    }
  }

  @Test("What is missing has stripes, its reason, and its colour in the strip, and no picture")
  func slate() async throws {
    let draft = #"""
      {"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"solid-red.png"}},
      {"d":1000,"m":{"src":"gone.mp4"}}]}]}
      """#
    let picture = try await SheetPicture(studio.sheet(draft))
    let layout = picture.layout
    let segments = try #require(layout.lanes.first?.segments)
    #expect(segments[0].slate == nil && segments[1].slate == "there is no such file")
    #expect(segments[1].thumbnails.isEmpty)
    let row = segments[1].box.y + 4
    let stripes = Set((0..<200).map { picture[segments[1].box.x + 5 + $0, row] })
    #expect(stripes.count == 2)
    #expect(layout.fidelity.map(\.stretch.grade) == [nil, .slate])
    let strip = layout.strip
    let middle = strip.y + strip.height / 2
    let (exact, slate) = (
      picture[strip.x + strip.width / 4, middle], picture[strip.x + strip.width * 3 / 4, middle]
    )
    #expect(exact.y > exact.x && slate.z > slate.y, "green, then violet")
    #expect(picture[strip.x + strip.width / 2 - 1, middle] == exact)
    #expect(picture[strip.x + strip.width / 2 + 1, middle] == slate)
  }

  @Test("However many work on it, the sheet is the same")
  func determinism() async throws {
    let draft = #"""
      {"t":[{"tt":0,"sg":[{"d":3000,"m":{"src":"clock-30.mp4"}}]},
      {"tt":0,"sg":[{"s":500,"d":2000,"m":{"src":"clock-30.mp4","in":2000}}]},
      {"tt":1,"sg":[{"d":3000,"m":{"src":"tone.wav"}}]},
      {"tt":7,"sg":[{"d":3000,"m":{"text":"Title"}}]}]}
      """#
    let sheet = try studio.sheet(draft, width: 800)
    let one = try await sheet.picture(as: .png, jobs: 1)
    let four = try await sheet.picture(as: .png, jobs: 4)
    #expect(four == one)
  }

  @Test("A draft without length has no sheet")
  func empty() throws {
    #expect(throws: PreviewError.nothingToRender) { try studio.sheet(#"{"t":[]}"#) }
  }
}
