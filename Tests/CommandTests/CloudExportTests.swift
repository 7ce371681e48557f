import Foundation
import TestSupport
import Testing

/// upload, pull, export, jobs, estimate: from a draft to a finished file, submitted once.
@Suite struct CloudExportTests {
  private static let good = "cut-final.mp4"

  private func hasWholeFile(_ cloud: CloudProgram, _ name: String = good) throws -> Bool {
    let film = try Data(contentsOf: GeneratedMedia.folder.appending(path: "clock-30.mp4"))
    return try Data(contentsOf: cloud.program.folder.file(name)) == film
  }

  @Test("A pulled draft is exported as it was previewed, byte for byte", arguments: ["A", "B"])
  func straight(shape: String) throws {
    let cloud = try CloudProgram(["--shape", shape])
    try cloud.generate()
    let pulled = try cloud.done("pull", "-o", "cut.json", "--json").object
    #expect(pulled["schema"] as? String == "roughcut.pull/1")
    #expect(pulled["media"] as? Int == 2)
    let preview = try cloud.done("preview", "cut.json", "--size", "72p", "--json").object
    let outcome = try cloud.done("export", "cut.json", "--json")
    let export = outcome.object
    #expect(export["draftHash"] as? String == preview["draftHash"] as? String)
    #expect(export["draftHash"] as? String == pulled["draftHash"] as? String)
    #expect(export["previewed"] as? Bool == true)
    #expect(export["rewritten"] == nil)
    #expect(try hasWholeFile(cloud))
    #expect(cloud.unfinishedFiles == [])
    #expect(outcome.errors.contains("and the draft 10 s"))
    let record = try cloud.service.record
    #expect(record.submissions.count == 1)
    #expect(record.complaints.isEmpty)
  }

  @Test("pull gives the draft on standard output, with its list or alone, and fails plainly")
  func pulling() throws {
    let cloud = try CloudProgram()
    #expect(try cloud.run("pull").errors.contains("there is no session yet"))
    try cloud.done("session", "new")
    try cloud.generate()
    let state = try cloud.done("pull").object
    #expect(state["draft"] != nil && state["generated_media"] != nil)
    let draft = try cloud.done("pull", "--draft").object
    #expect((draft["t"] as? [Any])?.count == 3 && draft["generated_media"] == nil)
    #expect(try cloud.run("pull", "--json").status == 64)
    #expect(try cloud.run("pull", "-o", "none/cut.json").status == 2)
  }

  @Test("A pulled draft goes back to the session that it came from, whichever is in use")
  func ownSession() throws {
    let cloud = try CloudProgram()
    try cloud.generate()
    try cloud.pull()
    let own = try #require(try cloud.service.record.messages.first?.session)
    try cloud.done("session", "new")
    try cloud.done("export", "cut.json")
    #expect(try cloud.service.record.submissions.map(\.session) == [own])
  }

  @Test("A change since the preview is said before the export")
  func changedSincePreview() throws {
    let cloud = try CloudProgram()
    try cloud.generate()
    try cloud.pull()
    try cloud.done("preview", "cut.json", "--size", "72p")
    try cloud.done("edit", "cut.json", "volume", "a1", "10%", "--in-place")
    let outcome = try cloud.done("export", "cut.json", "--json")
    #expect(outcome.errors.contains("is not the draft that was previewed last"))
    #expect(outcome.object["previewed"] as? Bool == false)
  }

  @Test("A draft with errors is refused before anything is sent, unless forced")
  func refusal() throws {
    let cloud = try CloudProgram()
    let draft = Repository.fixture("drafts/overlapping-segments.json").path
    let refused = try cloud.run("export", draft)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("[overlap]"))
    #expect(refused.errors.contains("--force"))
    #expect(try cloud.service.record.submissions.isEmpty)
    try cloud.program.folder.write(#"{"t":[{"tt":0,"sg":[]}]}"#.utf8, to: "empty.json")
    #expect(try cloud.run("export", "empty.json", "--force").errors.contains("nothing to export"))
    try cloud.program.folder.write(
      #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"absent.mp4"}}]}]}"#.utf8, to: "absent.json")
    let missing = try cloud.run("export", "absent.json")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("there is no such file, and the service does not list it"))
    try cloud.done("export", "absent.json", "--force")
    #expect(try cloud.service.record.submissions.count == 1)
  }

  @Test("Media that only this machine has go up once, and the submitted draft names them anew")
  func localMedia() throws {
    let cloud = try CloudProgram()
    try GeneratedMedia.files(["logo.png"])
    try FileManager.default.copyItem(
      at: GeneratedMedia.folder.appending(path: "logo.png"),
      to: cloud.program.folder.file("logo.png"))
    try cloud.program.folder.write(
      #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"logo.png"}},{"d":900,"m":{"src":"logo.png"}}]}]}"#
        .utf8, to: "cut.json")
    let estimate = try cloud.done("estimate", "cut.json", "--json").object
    #expect((estimate["uploads"] as? [String: Any])?.keys.contains("logo.png") == true)
    #expect(estimate["balance"] == nil)
    let outcome = try cloud.done("export", "cut.json", "--json")
    let rewritten = try #require(outcome.object["rewritten"] as? [String: String])
    #expect(rewritten["logo.png"]?.hasPrefix(cloud.service.mediaOrigin) == true)
    #expect(outcome.errors.contains("logo.png: uploaded"))
    try cloud.done("export", "cut.json")
    let record = try cloud.service.record
    #expect(record.uploads.count == 1)
    #expect(record.submissions.count == 2)
    #expect(Set(record.submissions.map(\.draft)).count == 1)
    #expect(record.complaints.isEmpty)
  }

  @Test("An estimate needs no service")
  func estimateAlone() throws {
    let draft = Repository.fixture("drafts/urban-dreams.json").path
    let outcome = try Program().run(
      ["estimate", draft],
      environment: ["NEMO_API_URL": "http://127.0.0.1:9", "NEMO_TOKEN": "nmv_usr_1"])
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("export: free, as published"))
    #expect(outcome.text.contains("balance: not known"))
    #expect(outcome.errors.contains("the balance cannot be seen: cannot connect to 127.0.0.1"))
  }

  @Test(
    "A draft does not choose what leaves this machine: files elsewhere are sent only where allowed")
  func filesElsewhere() throws {
    let cloud = try CloudProgram()
    try GeneratedMedia.files(["logo.png"])
    let elsewhere = GeneratedMedia.folder.path
    let draft = #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"\#(elsewhere)/logo.png"}}]}]}"#
    try cloud.program.folder.write(draft.utf8, to: "cut.json")
    let refused = try cloud.run("export", "cut.json")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("it lies outside the draft's folder"))
    #expect(try cloud.service.record.uploads.isEmpty)
    try cloud.done("export", "cut.json", "--media-root", elsewhere)
    #expect(try cloud.service.record.uploads.count == 1)
  }

  @Test("A dry run prints the request without the token, and sends nothing")
  func dryRun() throws {
    let cloud = try CloudProgram()
    try cloud.generate()
    try cloud.pull()
    let calls = try cloud.service.record.calls
    let shown = try cloud.done("export", "cut.json", "--dry-run")
    #expect(shown.text.contains("POST \(cloud.service.origin)/api/render/proxy/lambda"))
    #expect(shown.text.contains("Authorization: Bearer ‹redacted›"))
    let request = try cloud.done("export", "cut.json", "--dry-run", "--json").object
    let body = try #require((request["body"] as? String)?.data(using: .utf8))
    let value = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
    #expect(Set(value.keys) == ["id", "sessionId", "draft", "output"])
    #expect(try cloud.service.record.calls == calls)
  }

  @Test(
    "A program that is killed in the middle: jobs resume finishes it, and it was submitted once",
    arguments: [
      "submitting the export", "the service has the export", "the service is rendering",
      "fetching the video",
    ])
  func killed(moment: String) throws {
    let faults = moment == "fetching the video" ? ["--fault", "stall=1000@media"] : []
    let cloud = try CloudProgram(["--polls", "3"] + faults)
    try cloud.generate()
    try cloud.pull()
    let killed = try cloud.run("export", "cut.json", "--verbose", until: moment, then: SIGKILL)
    #expect(killed.status == 128 + SIGKILL, "\(killed.errors)")
    #expect(!FileManager.default.fileExists(atPath: cloud.program.folder.file(Self.good).path))
    #expect(try cloud.done("jobs").text.contains("render_"))
    try cloud.done("jobs", "resume")
    #expect(try hasWholeFile(cloud))
    #expect(cloud.unfinishedFiles == [])
    #expect(try cloud.service.record.submissions.count == 1)
    #expect(try cloud.done("jobs", "resume").errors.contains("nothing is unfinished"))
  }

  @Test("The same export asked for again goes on with the unfinished one, to the place named last")
  func takenUp() throws {
    let cloud = try CloudProgram()
    try cloud.generate()
    try cloud.pull()
    _ = try cloud.run(
      "export", "cut.json", "--verbose", until: "the service has the export", then: SIGKILL)
    let outcome = try cloud.done("export", "cut.json", "-o", "other.mp4")
    #expect(outcome.errors.contains("of the same draft is not finished; going on with it"))
    #expect(try hasWholeFile(cloud, "other.mp4"))
    #expect(try cloud.service.record.submissions.count == 1)
  }

  @Test("An interrupted export says that it goes on and how to fetch it, and ends with 130")
  func interrupted() throws {
    let cloud = try CloudProgram(timeScale: "1")
    try cloud.generateQuickly()
    let ended = try cloud.run(
      "export", "cut.json", until: "the service has the export", then: SIGINT)
    #expect(ended.status == 130)
    #expect(ended.errors.contains("goes on at the service, and `roughcut jobs resume` fetches it"))
    #expect(cloud.unfinishedFiles == [])
  }

  @Test(
    "A download that breaks off, or is cut short, is taken up again and put in place whole",
    arguments: ["drop=1000@media", "truncated=1000@media", "404@media"])
  func brokenDownload(fault: String) throws {
    let cloud = try CloudProgram(["--fault", fault])
    try cloud.generate()
    try cloud.pull()
    let outcome = try cloud.run("export", "cut.json")
    if outcome.status != 0 {
      // One clear message, and the job is there to go on with.
      #expect(outcome.errors.contains("jobs resume"))
      try cloud.done("jobs", "resume")
    }
    #expect(try hasWholeFile(cloud))
    #expect(cloud.unfinishedFiles == [])
    #expect(try cloud.service.record.submissions.count == 1)
  }

  @Test(
    "A refused export is told in the table's words, with what to do",
    arguments: [
      ("402@export", "Register or upgrade your plan to unlock export."),
      ("2001@export", "out of credits"),
    ])
  func refusedExport(fault: String, words: String) throws {
    let cloud = try CloudProgram(["--fault", fault])
    try cloud.generate()
    try cloud.pull()
    let outcome = try cloud.run("export", "cut.json")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(words))
    // The plan may be upgraded: the export is still there.
    try cloud.done("jobs", "resume")
    #expect(try cloud.service.record.submissions.count == 1)
  }

  @Test("A render that takes longer than the published looks is waited for by jobs wait")
  func waiting() throws {
    let cloud = try CloudProgram(["--polls", "15"])
    try cloud.generate()
    try cloud.pull()
    let outcome = try cloud.run("export", "cut.json")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("still rendering"))
    #expect(outcome.errors.contains("`roughcut jobs resume`"))
    let jobs = try cloud.done("jobs", "wait", "--json").object["jobs"] as? [[String: Any]]
    #expect(jobs?.first?["phase"] as? String == "finished")
    #expect(try hasWholeFile(cloud))
  }

  @Test("Jobs are cancelled, forgotten, and unknown ones are named")
  func jobs() throws {
    let cloud = try CloudProgram(["--polls", "99"])
    #expect(try cloud.done("jobs").errors.contains("nothing was exported yet"))
    try cloud.generate()
    try cloud.pull()
    _ = try cloud.run("export", "cut.json")
    let list = try cloud.done("jobs", "--json").object["jobs"] as? [[String: Any]]
    let id = try #require(list?.first?["id"] as? String)
    #expect(try cloud.run("jobs", "forget", id).errors.contains("is not finished"))
    #expect(try cloud.done("jobs", "cancel", id).text.contains("cancelled"))
    #expect(try cloud.service.record.calls["cancel"] == 1)
    try cloud.done("jobs", "forget")
    #expect(try cloud.done("jobs").errors.contains("nothing was exported yet"))
    let unknown = try cloud.run("jobs", "resume", "render_0")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("there is no export render_0"))
  }

  @Test("Uploads are checked before a byte is sent, and each content is sent once")
  func uploads() throws {
    let cloud = try CloudProgram()
    let folder = cloud.program.folder
    try folder.write("text".utf8, to: "notes.txt")
    let refused = try cloud.run("upload", "notes.txt")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("it accepts mp4, mov"))
    try folder.write([], to: "big.mp4")
    let big = try FileHandle(forWritingTo: folder.file("big.mp4"))
    try big.truncate(atOffset: 200_000_001)
    #expect(try cloud.run("upload", "big.mp4").errors.contains("larger than 200 MB"))
    #expect(try cloud.run("upload", "absent.mp4").errors.contains("cannot read absent.mp4"))
    #expect(try cloud.service.record.calls.isEmpty)
    try GeneratedMedia.files(["lo-fi.m4a"])
    let song = GeneratedMedia.folder.appending(path: "lo-fi.m4a").path
    #expect(try cloud.done("upload", song).text.contains("lo-fi.m4a: uploaded"))
    try FileManager.default.copyItem(atPath: song, toPath: folder.file("copy.m4a").path)
    #expect(try cloud.done("upload", "copy.m4a").text.contains("has it already"))
    let outcome = try cloud.done("upload", "\(cloud.service.mediaOrigin)/a/b.mp4", "--json")
    #expect(outcome.object["schema"] as? String == "roughcut.upload/1")
    let record = try cloud.service.record
    #expect(record.uploads.map(\.filename) == ["lo-fi.m4a", "b.mp4"])
    #expect(record.complaints.isEmpty)
  }
}

extension CloudProgram {
  /// Has the clip made with the waits cut short, whatever this world's are, and pulls the draft.
  fileprivate func generateQuickly() throws {
    let quick = ["ROUGHCUT_TIME_SCALE": "0.001"]
    let made = try run("say", "generate a city timelapse", "--no-export", adding: quick)
    try #require(made.status == 0, "\(made.errors)")
    try pull()
  }
}
