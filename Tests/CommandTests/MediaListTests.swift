import Foundation
import TestSupport
import Testing

@Suite("Lists of media")
struct MediaListTests {
  @Test("A file with several sound streams is listed with each of them, and which is heard")
  func soundStreams() throws {
    let program = try Program()
    _ = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-map", "0", "-map", "0"]
        + ["-c:a", "flac", "-ac:a:0", "2", "-ac:a:1", "1", "-metadata:s:a:0", "language=deu"]
        + ["-metadata:s:a:1", "title=Music|\u{202E}", "-disposition:a:0", "0"]
        + ["-disposition:a:1", "default", program.folder.file("two.mkv").path])
    _ = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=d=1"]
        + [program.folder.file("one.wav").path])
    let segments = ["two.mkv", "one.wav"].map { #"{"d":1000,"m":{"src":"\#($0)"}}"# }
    try program.folder.write(
      #"{"t":[{"tt":1,"sg":[\#(segments.joined(separator: ","))]}]}"#.utf8, to: "cut.json")

    let lines = try program.run(["media", "ls", "cut.json"]).text.split(separator: "\n")
    try #require(lines.count == 5, "\(lines)")
    #expect(lines[1].hasPrefix("two.mkv"))
    #expect(lines[2] == "  sound 0 (deu), 2 channels")
    #expect(lines[3] == "  sound 1 (Music|\\u{202e}), 1 channel, heard")
    #expect(lines[4].hasPrefix("one.wav"))

    let report = try program.run(["media", "ls", "cut.json", "--json"]).object
    let media = try #require(report["media"] as? [[String: Any]])
    let sounds = try #require(media.first?["sounds"] as? [[String: Any]])
    #expect(sounds.map { $0["index"] as? Int } == [0, 1])
    #expect(sounds.map { $0["name"] as? String } == ["deu", "Music|\u{202E}"])
    #expect(sounds.map { $0["channels"] as? Int } == [2, 1])
    #expect(sounds.map { $0["isHeard"] as? Bool } == [false, true])
    #expect(media.count == 2 && media.last?["sounds"] == nil)
  }
}
