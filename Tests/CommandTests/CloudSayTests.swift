import Foundation
import TestSupport
import Testing

/// say and chat: one sentence, one message at most, and never silence.
@Suite struct CloudSayTests {
  private static let dreams =
    #"Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 70%) "#
    + #"3. Title: "Urban Dreams" (0-3s)"#

  @Test("A clip is generated, told in words, and its credits with it", arguments: [1, 2])
  func generation(seed: Int) throws {
    let cloud = try CloudProgram(["--seed", "\(seed)"])
    let told = try cloud.done(
      "say", "generate", "a city timelapse with lo-fi music and the title Urban Dreams",
      "--no-export")
    #expect(told.text.contains("Your clip — a city timelapse — is ready. 音乐和标题已添加。"))
    // The talk of buttons is for people who sit in front of some.
    #expect(!told.text.contains("Export button"))
    #expect(told.text.contains("+ video track 1: added with city timelapse"))
    #expect(told.text.hasSuffix(Self.dreams))
    #expect(told.errors.contains("100 credits spent, 900 left"))
    let record = try cloud.service.record
    #expect(record.messages.count == 1)
    #expect(record.complaints.isEmpty)
  }

  @Test(
    "Where the service speaks of its export button the export is done, over nothing that is there")
  func exportButton() throws {
    let cloud = try CloudProgram()
    try cloud.program.folder.write("mine".utf8, to: "final.mp4")
    let outcome = try cloud.done("say", "generate a city timelapse", "--json")
    #expect(outcome.object["schema"] as? String == "roughcut.say/1")
    let exported = try #require(outcome.object["exported"] as? [String: Any])
    #expect(exported["phase"] as? String == "finished")
    #expect((exported["path"] as? String)?.hasSuffix("/final-2.mp4") == true)
    #expect(
      try String(contentsOf: cloud.program.folder.file("final.mp4"), encoding: .utf8) == "mine")
    #expect(try cloud.service.record.submissions.count == 1)
  }

  @Test("An edit that ends in silence is told from the timeline")
  func silence() throws {
    let cloud = try CloudProgram(["--fault", "heartbeats=3@message#2"])
    try cloud.generate()
    let told = try cloud.done("say", "make the music quieter")
    #expect(told.text.contains("done, without a word from the service:"))
    #expect(told.text.contains("~ Lo-fi [a1], audio track 2: volume 0.7 → 0.35"))
    #expect(told.text.contains("2. BGM: Lo-fi (0-10s, 35%)"))
    #expect(try cloud.service.record.messages.count == 2)
  }

  @Test("What the service does in its second stage is told as well")
  func secondStage() throws {
    let cloud = try CloudProgram(["--late"])
    let outcome = try cloud.done("say", "generate a city timelapse", "--no-export", "--json")
    let lines = ["changes", "laterChanges"].flatMap { outcome.object[$0] as? [String] ?? [] }
    #expect(lines.contains { $0.contains("city timelapse") && $0.contains("video track 1") })
    #expect(lines.contains { $0.contains("Lo-fi") })
  }

  @Test("Export, credits, state and upload are known from a message, in both languages")
  func routing() throws {
    let cloud = try CloudProgram()
    try cloud.generate()
    #expect(try cloud.done("say", "how many credits do I have?").text == "900 credits to spend")
    #expect(try cloud.done("say", "余额").text == "900 credits to spend")
    #expect(try cloud.done("say", "状态").text == Self.dreams)
    let state = try cloud.done("say", "show tracks", "--json").object
    #expect(state["schema"] as? String == "roughcut.state/1")
    #expect(try cloud.run("say", "upload").errors.contains("roughcut upload clip.mp4"))
    let export = try cloud.done("say", "导出", "-o", "out.mp4", "--json").object
    #expect(export["schema"] as? String == "roughcut.export/1")
    #expect(FileManager.default.fileExists(atPath: cloud.program.folder.file("out.mp4").path))
    #expect(try cloud.service.record.messages.count == 1)
    // A near miss is a message.
    try cloud.done("say", "add a scene with exported goods", "--no-export")
    #expect(try cloud.service.record.messages.last?.text == "add a scene with exported goods")
    #expect(try cloud.service.record.complaints.isEmpty)
  }

  @Test("A file that a sentence names goes up first, and then the sentence")
  func uploading() throws {
    let cloud = try CloudProgram()
    try cloud.generate()
    let clip = GeneratedMedia.folder.appending(path: "logo.png").path
    try FileManager.default.copyItem(
      atPath: clip, toPath: cloud.program.folder.file("logo.png").path)
    let told = try cloud.done("say", "put logo.png over the music", "--no-export")
    #expect(told.text.contains("logo.png: uploaded"))
    let record = try cloud.service.record
    #expect(record.uploads.map(\.filename) == ["logo.png"])
    #expect(record.messages.last?.text == "put logo.png over the music")
  }

  @Test("A budget stops before anything is sent, by the published prices")
  func budget() throws {
    let cloud = try CloudProgram()
    let stopped = try cloud.run("say", "generate a city timelapse", "--max-credits", "99")
    #expect(stopped.status == 2)
    #expect(stopped.errors.contains("may cost about 100 credits by the published prices"))
    #expect(try cloud.service.record.messages.isEmpty)
    try cloud.generate()
    let edit = try cloud.run("say", "make the music quieter", "--max-credits", "50")
    #expect(edit.status == 0)
    #expect(edit.errors.contains("50 credits spent, 850 left"))
    let setting = try cloud.run(
      "say", "make the music louder", adding: ["ROUGHCUT_MAX_CREDITS": "49"])
    #expect(setting.status == 2)
    let unseen = try CloudProgram(["--fault", "500@credits!"])
    #expect(
      try unseen.run("say", "generate x", "--max-credits", "200").errors.contains("cannot be seen"))
    #expect(try unseen.service.record.messages.isEmpty)
  }

  @Test("A conversation's budget holds for all of it")
  func conversationBudget() throws {
    let cloud = try CloudProgram()
    let outcome = try cloud.run(
      "chat", "--max-credits", "140", "--no-export",
      input: "generate a city timelapse\nmake the music quieter\ncredits\nexit\ncredits\n")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--max-credits leaves 40"))
    #expect(outcome.text.hasSuffix("900 credits to spend"))
    #expect(try cloud.service.record.messages.count == 1)
  }

  @Test("Out of credits: where to get some, and nothing was done")
  func outOfCredits() throws {
    let cloud = try CloudProgram(["--credits", "60"])
    let outcome = try cloud.run("say", "generate a city timelapse")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("https://nemovideo.com/?bind=task-"))
  }

  @Test(
    "A broken connection: nothing is said again, and the timeline tells what was done",
    arguments: ["drop=40@message#2", "lost@message#2"])
  func disconnection(fault: String) throws {
    let cloud = try CloudProgram(["--fault", fault])
    try cloud.generate()
    let told = try cloud.done("say", "make the music quieter")
    #expect(told.text.contains("volume 0.7 → 0.35"))
    #expect(try cloud.service.record.messages.count == 2)
  }

  @Test("A broken connection and nothing done: five looks, and a plain word")
  func lost() throws {
    let cloud = try CloudProgram(["--fault", "500@message"])
    let outcome = try cloud.run("say", "generate a city timelapse")
    #expect(outcome.status == 2)
    #expect(outcome.text.contains("The message was not sent again"))
    let calls = try cloud.service.record.calls
    #expect(calls["message"] == 1)
    // Once before, once at once, five times after that.
    #expect(calls["state"] == 7)
  }

  @Test(
    "A program that ends in the middle: the next one tells what came of it, and sends nothing again"
  )
  func crash() throws {
    let cloud = try CloudProgram(["--fault", "delay=0.3@message#2"])
    try cloud.generate()
    let killed = try cloud.run(
      "say", "make the music quieter", "--verbose", until: "sending the message", then: SIGKILL)
    #expect(killed.status == 128 + SIGKILL)
    let told = try cloud.done("say", "状态")
    #expect(told.text.contains(#"under way when its program ended: "make the music quieter""#))
    #expect(told.text.contains("it was not sent again"))
    #expect(!(try cloud.done("say", "状态").text.contains("under way")))
    #expect(try cloud.service.record.messages.count <= 2)
  }

  @Test("An interruption says that the message may still be worked on, and ends with 130")
  func interruption() throws {
    let cloud = try CloudProgram(["--fault", "delay=2@message#2"])
    try cloud.generate()
    let ended = try cloud.run(
      "say", "make the music quieter", "--verbose", until: "sending the message", then: SIGINT)
    #expect(ended.status == 130)
    #expect(ended.errors.contains("interrupted; the message was sent and may still be worked on"))
  }

  @Test("A session that is gone is replaced, said, and the sentence is not said into an empty one")
  func goneSession() throws {
    let cloud = try CloudProgram(["--fault", "1002@message#2"])
    try cloud.generate()
    let outcome = try cloud.run("say", "make the music quieter")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("is gone; a new one was made: sess-"))
    #expect(try cloud.service.record.messages.count == 1)
    let list = try cloud.done("session", "list", "--json").object["sessions"] as? [[String: Any]]
    #expect(list?.count == 1)
  }

  @Test(
    "Wrong use ends with 64", arguments: [["say"], ["say", " "], ["say", "x", "-o", "x.avi"]])
  func wrongUse(arguments: [String]) throws {
    #expect(try Program().run(arguments).status == 64)
  }
}
