import Foundation
import LibAV
import TestSupport
import Testing

@Suite("Untrusted media")
struct UntrustedMediaTests {
  @Test(
    "A file that leads elsewhere is refused whatever it is called",
    arguments: [
      "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n",
      "ffconcat version 1.0\nfile /etc/passwd\n",
      "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"></MPD>",
      "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n",
      "just a text file, and nothing that could be played\n", "",
    ])
  func refused(text: String) throws {
    let folder = try TemporaryFolder()
    for name in ["clip.mp4", "clip.m3u8", "concat:clip.mp4", "a%03d.png"] {
      let file = try folder.write(Array(text.utf8), to: name)
      let error = #expect(throws: FFmpegError.self) { try MediaProbe.probe(path: file.path) }
      #expect(error?.file == file.path)
      #expect(throws: FFmpegError.self) { try VideoReader(path: file.path) }
      #expect(throws: FFmpegError.self) { try AudioReader(path: file.path) }
    }
  }

  @Test("A path that names an address, a device, a pipe or a folder is not opened")
  func notFiles() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.file("pipe.mp4").path
    _ = try Shell.output(of: "mkfifo", [pipe])
    for path in [pipe, "/dev/zero", "/dev/null", folder.url.path] {
      let error = #expect(throws: FFmpegError.self) { try MediaProbe.probe(path: path) }
      #expect(error?.reason == .notARegularFile)
    }
    for path in [
      "http://127.0.0.1:9/a.mp4", "concat:/etc/passwd|/etc/passwd", "pipe:0", "", "/no/such.mp4",
    ] {
      let error = #expect(throws: FFmpegError.self) { try MediaProbe.probe(path: path) }
      #expect(error?.operation == "stat", "\(path)")
    }
  }

  @Test(
    "A name that looks like a protocol or a pattern is only a name",
    arguments: ["concat:a.mp4", "a%03d.png"])
  func oddNames(name: String) throws {
    let folder = try TemporaryFolder()
    let made = try MadeClip("one.png", "-f lavfi -i color=red:size=16x16 -frames:v 1")
    let file = try folder.write(try Data(contentsOf: made.file), to: name)
    #expect(try MediaProbe.probe(path: file.path).isStillImage)
  }

  @Test("An MP4 cut off anywhere, or with bytes changed, gives an error or pictures, and ends")
  func damagedAnywhere() throws {
    let clip = try MadeClip(
      "whole.mp4",
      "-f lavfi -i testsrc2=size=64x64:rate=30:duration=0.5 -f lavfi -i sine=d=0.5 -c:v libx264 -c:a aac "
        + "-movflags +faststart")
    let bytes = [UInt8](try Data(contentsOf: clip.file))
    var generator = SeededGenerator()
    for round in 0..<40 {
      var damaged = bytes
      if round % 2 == 0 {
        damaged.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
      } else {
        for _ in 0..<8 {
          damaged[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
      }
      let file = try clip.folder.write(damaged, to: "damaged.mp4")
      do {
        let reader = try VideoReader(path: file.path)
        for time in [0, 400, 100, 10_000] as [Int64] {
          _ = try reader.frame(at: MediaTime(milliseconds: time))
        }
        let sound = try AudioReader(path: file.path)
        var samples = [Float](repeating: 0, count: 9600)
        _ = try samples.withUnsafeMutableBufferPointer { try sound.read(startingAt: 0, into: $0) }
      } catch let error as FFmpegError {
        #expect(error.file == file.path, "\(error); \(generator)")
      }
    }
  }

  @Test(
    "Each odd file of the shared media is read or refused with its name",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func sharedMedia() throws {
    let root = Repository.sharedTestData.appending(path: "media")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.fileSizeKey])
    for case let file as URL in try #require(files)
    where !file.hasDirectoryPath && !file.path.contains("/bench/") {
      do {
        let facts = try MediaProbe.probe(path: file.path)
        if facts.video != nil {
          let reader = try VideoReader(path: file.path)
          for time in [0, 200] as [Int64] {
            _ = try reader.frame(at: MediaTime(milliseconds: time))
          }
        }
        if facts.audio != nil {
          let reader = try AudioReader(path: file.path)
          var samples = [Float](repeating: 0, count: 9600)
          _ = try samples.withUnsafeMutableBufferPointer {
            try reader.read(startingAt: 30_000, into: $0)
          }
          #expect(samples.allSatisfy { $0.isFinite }, "\(file.path)")
        }
      } catch let error as FFmpegError {
        #expect(error.file == file.path)
        print("refused: \(error)")
      }
    }
  }
}
