import Foundation
import TestSupport
import Testing

/// `diff --format html` and `--visual`: a page of its own, and pictures that show what changed.
@Suite struct DiffPageTests {
  /// Two drafts of one red, then one blue second: the blue one becomes green, the first stays.
  private func colours() throws -> Program {
    let program = try Program()
    for (name, second) in [("old.json", "#0000ff"), ("new.json", "#00ff00")] {
      let segments = [("#ff0000", "a"), (second, "b")].map { colour, id in
        #"{"id":"\#(id)","d":1000,"m":{"text":"|","style":{"size":1,"background":"\#(colour)","color":"\#(colour)"},"scale":16}}"#
      }
      let text =
        #"{"m":{"width":640,"height":360,"background":"\#(second)"},"t":[{"tt":7,"sg":[\#(segments.joined(separator: ","))]}]}"#
      try program.folder.write(text.utf8, to: name)
    }
    return program
  }

  @Test("The page needs nothing but itself, and no title can break out of it")
  func page() throws {
    let program = try Program()
    let hostile = #"<script>alert(1)</script>\"><img src=x onerror=alert(1)>"#
    for (name, volume) in [("old.json", 1), ("new.json", 2)] {
      try program.folder.write(
        #"{"t":[{"tt":7,"m":{"name":"\#(hostile)"},"sg":[{"d":\#(volume * 900),"m":{"text":"\#(hostile)"}}]}]}"#
          .utf8, to: name)
    }
    let outcome = try program.run(["diff", "old.json", "new.json", "--format", "html"])
    #expect(outcome.status == 1)
    #expect(outcome.text.hasPrefix("<!doctype html>"))
    #expect(!outcome.text.contains("<script") && !outcome.text.contains("<img"))
    #expect(!outcome.text.contains(#/(href|src)="http/#))
    #expect(outcome.text.contains("tail extended by 0.9s"))
  }

  @Test("Pictures stand in the page, and show each side as frame does")
  func embedded() throws {
    let program = try colours()
    let outcome = try program.run([
      "diff", "old.json", "new.json", "--format", "html", "--visual", "-o", "page.html",
    ])
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    let page = String(
      decoding: try Data(contentsOf: program.folder.file("page.html")), as: UTF8.self)
    #expect(page.contains("src=\"data:image/jpeg;base64,"))
    #expect(try program.contents == ["new.json", "old.json", "page.html"])
  }

  @Test("Pictures stand in a folder, before and after: the change is what they differ by")
  func folder() throws {
    let program = try colours()
    let outcome = try program.run(["diff", "old.json", "new.json", "--visual", "-o", "seen"])
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.text.contains("change"))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: program.folder.file("seen").path
    ).sorted()
    #expect(names.last == "index.html")
    let page = String(
      decoding: try Data(contentsOf: program.folder.file("seen/index.html")), as: UTF8.self)
    // The background is that of the whole picture, so that its corner tells which draft is shown.
    for (side, colour) in [("before", [0, 0, 255]), ("after", [0, 255, 0])] {
      let file = try #require(names.first { $0.hasSuffix("-\(side).jpg") })
      #expect(page.contains("src=\"\(file)\""))
      let pixel = try Shell.output(
        of: "ffmpeg",
        [
          "-v", "error", "-i", program.folder.file("seen/\(file)").path, "-vf", "crop=8:8:0:0",
          "-f", "rawvideo", "-pix_fmt", "rgb24", "-",
        ]
      ).prefix(3)
      #expect(zip(pixel, colour).allSatisfy { abs(Int($0) - $1) < 24 }, "\(side): \(Array(pixel))")
    }
  }

  @Test("-o takes every other form too, and --visual without a place is wrong use")
  func outputs() throws {
    let program = try colours()
    #expect(
      try program.run(["diff", "old.json", "new.json", "--json", "-o", "diff.json"]).status == 1)
    #expect(try program.run(["patch", "old.json", "diff.json", "-o", "again.json"]).status == 0)
    #expect(try program.run(["diff", "new.json", "again.json"]).status == 0)
    #expect(try program.run(["diff", "old.json", "new.json", "--visual"]).status == 64)
    #expect(try program.run(["diff", "old.json"]).status == 64)
  }
}
