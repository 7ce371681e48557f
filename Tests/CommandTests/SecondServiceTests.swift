import Foundation
import TestSupport
import Testing

/// The whole way over a service that was written from the published protocol alone: whatever shape, form and framing it
/// chooses, the client gets there and sends nothing that is not published.
@Suite struct SecondServiceTests {
  @Test("Every command gets on with a service of another hand", arguments: 1...4)
  func everything(seed: Int) throws {
    let late = seed % 2 == 0 ? ["--late"] : []
    let cloud = try CloudProgram(["--seed", "\(seed)"] + late)
    for name in ["photo.jpg", "logo.png"] {
      try cloud.program.folder.write(Data(contentsOf: GeneratedMedia.file(name)), to: name)
    }
    try cloud.done("login")
    try cloud.done("session", "new")
    try cloud.generate()
    try cloud.pull()
    try cloud.done("media", "fetch", "cut.json")
    try cloud.done("say", "make the music quieter")
    try cloud.done("say", "把标题改成城市之梦", "--no-export")
    try cloud.done("pull", "-o", "changed.json")
    let diff = try cloud.run("diff", "cut.json", "changed.json")
    #expect(diff.status == 1 && diff.text.contains("volume 0.7 → 0.35"))
    try cloud.done("upload", "photo.jpg", "logo.png")
    try cloud.done("upload", "\(cloud.service.mediaOrigin)/files/lo-fi.m4a")
    try cloud.done("credits")
    try cloud.done("session", "link")
    try cloud.done("estimate", "changed.json")
    try cloud.done("export", "changed.json", "-o", "final.mp4")
    try cloud.done("jobs", "resume")
    let film = try Data(contentsOf: GeneratedMedia.file("clock-30.mp4"))
    #expect(try Data(contentsOf: cloud.program.folder.file("final.mp4")) == film)
    let record = try cloud.service.record
    #expect(record.complaints == [])
    #expect(record.messages.count == 3 && record.submissions.count == 1 && record.tokens == 1)
    #expect(record.uploads.count == 3)
    #expect(record.identities.count == 1)
  }
}
