import Foundation
import TestSupport
import Testing

/// What other programs see in a preview of the demo draft.
@Suite struct PreviewFileTests {
  private let program: Program
  private let file: URL

  init() throws {
    try GeneratedMedia.files(["city-timelapse.mp4", "lo-fi.m4a"])
    program = try Program()
    file = try program.preview("urban-dreams")
  }

  private func facts(of stream: String) throws -> [String: String] {
    let bytes = try Shell.output(
      of: "ffprobe",
      ["-v", "error", "-count_frames", "-select_streams", stream, "-show_streams"]
        + ["-of", "default=noprint_wrappers=1", file.path])
    let pairs = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
      line -> (String, String)? in
      let parts = line.split(separator: "=", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
    return Dictionary(pairs) { first, _ in first }
  }

  @Test("ffprobe has nothing to warn of")
  func silence() throws {
    let outcome = try Shell.run("ffprobe", ["-v", "warning", file.path])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
  }

  @Test("The picture is H.264 yuv420p in BT.709, 640x360, 300 frames at a constant 30 a second")
  func picture() throws {
    let facts = try facts(of: "v:0")
    let expected = [
      "codec_name": "h264", "pix_fmt": "yuv420p", "width": "640", "height": "360",
      "color_range": "tv", "color_space": "bt709", "color_transfer": "bt709",
      "color_primaries": "bt709", "r_frame_rate": "30/1", "avg_frame_rate": "30/1",
      "nb_read_frames": "300", "start_time": "0.000000",
    ]
    for (name, value) in expected { #expect(facts[name] == value, "\(name)") }
  }

  @Test("The sound is AAC at 48 kHz, starts with the picture and ends within a frame of it")
  func sound() throws {
    let facts = try facts(of: "a:0")
    #expect(facts["codec_name"] == "aac")
    #expect(facts["sample_rate"] == "48000")
    #expect(facts["start_time"] == "0.000000")
    let picture = try #require(Double(try self.facts(of: "v:0")["duration"] ?? ""))
    let sound = try #require(Double(facts["duration"] ?? ""))
    #expect(abs(picture - sound) <= 1.0 / 30)
  }

  @Test("The index comes before the media, so that the file plays from its first byte")
  func fastStart() throws {
    let bytes = try Data(contentsOf: file)
    let index = try #require(bytes.range(of: Data("moov".utf8)))
    let media = try #require(bytes.range(of: Data("mdat".utf8)))
    #expect(index.lowerBound < media.lowerBound)
  }

  @Test("The file carries the draft's title and hash")
  func metadata() throws {
    let bytes = try Shell.output(
      of: "ffprobe", ["-v", "error", "-show_entries", "format_tags", "-of", "json", file.path])
    let root = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    let tags = (root?["format"] as? [String: Any])?["tags"] as? [String: String]
    #expect(tags?["title"] == "Urban Dreams")
    let outcome = try program.run([
      "preview", Repository.fixture("drafts/urban-dreams.json").path, "--json",
    ])
    let hash = try #require(outcome.object["draftHash"] as? String)
    #expect(hash.count == 64)
    #expect(tags?["comment"] == "roughcut draft sha256:\(hash)")
  }

  @Test("A second preview reuses every chunk and has the same bytes")
  func again() throws {
    let first = try Data(contentsOf: file)
    let outcome = try program.run([
      "preview", Repository.fixture("drafts/urban-dreams.json").path, "-o", "again.mp4", "--json",
    ])
    #expect((outcome.object["picture"] as? [String: Int])?["rendered"] == 0)
    #expect((outcome.object["sound"] as? [String: Int])?["rendered"] == 0)
    #expect(try Data(contentsOf: program.folder.file("again.mp4")) == first)
  }

  @Test("Without the cache the pictures are the same, and nothing stays in the temporary folder")
  func withoutCache() throws {
    let scratch = try TemporaryFolder()
    // A cache of its own: proxies that another test makes meanwhile would be seen.
    let cache = ["--cache", program.folder.file("cache").path]
    for arguments in [["kept.mp4"], ["fresh.mp4", "--no-cache"]] {
      let outcome = try program.run(
        ["preview", Repository.fixture("drafts/urban-dreams.json").path, "-o"] + arguments + cache,
        environment: ["TMPDIR": scratch.url.path])
      #expect(outcome.status == 0)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    func pictures(of name: String) throws -> Data {
      try Shell.output(
        of: "ffmpeg",
        ["-v", "error", "-i", program.folder.file(name).path, "-map", "0:v", "-f", "framemd5", "-"])
    }
    #expect(try pictures(of: "fresh.mp4") == pictures(of: "kept.mp4"))
  }

  @Test("A part of the timeline has the frames of that part")
  func part() throws {
    let outcome = try program.run([
      "preview", Repository.fixture("drafts/urban-dreams.json").path, "-o", "part.mp4", "--json",
      "--from", "2.5s", "--to", "40%",
    ])
    #expect(outcome.object["frames"] as? Int == 45)
  }
}
