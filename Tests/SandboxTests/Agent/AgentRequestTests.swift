import CloudAPI
import DraftModel
import Foundation
import JSONTree
import Sandbox
import TestSupport
import Testing

/// Every kind of request that the agent knows, in both languages, with what becomes of the draft.
@Suite struct AgentRequestTests {
  /// What is on the timeline before each request.
  static let before =
    "Timeline (3 tracks): 1. Video: city (0-4s), sea (4-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "
    + "\"Dawn\" (0-3s)"

  struct Case: Sendable {
    let message: String
    let summary: String

    init(_ message: String, _ video: String, _ music: String?, _ title: String?) {
      let tracks = [("Video", video), ("BGM", music), ("Title", title)].compactMap { kind, what in
        what.map { "\(kind): \($0)" }
      }
      self.message = message
      summary =
        "Timeline (\(tracks.count == 1 ? "1 track" : "\(tracks.count) tracks")): "
        + tracks.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: " ")
    }
  }

  private static let clips = "city (0-4s), sea (4-10s)"
  private static let lofi = "Lo-fi (0-10s, 35%)"
  private static let dawn = "\"Dawn\" (0-3s)"

  static let cases: [Case] = [
    // Volume
    Case("make the music quieter", clips, "Lo-fi (0-10s, 21%)", dawn),
    Case("Turn the music down, please.", clips, "Lo-fi (0-10s, 21%)", dawn),
    Case("音乐小声一点", clips, "Lo-fi (0-10s, 21%)", dawn),
    Case("make the music louder", clips, "Lo-fi (0-10s, 58%)", dawn),
    Case("把音乐调大", clips, "Lo-fi (0-10s, 58%)", dawn),
    Case("set the music volume to 20%", clips, "Lo-fi (0-10s, 20%)", dawn),
    Case("音乐音量调到百分之五十", clips, "Lo-fi (0-10s, 50%)", dawn),
    Case("make clip 2 quieter", "city (0-4s), sea (4-10s, 60%)", lofi, dawn),
    // Titles
    Case("change the title to Nightfall", clips, lofi, "\"Nightfall\" (0-3s)"),
    Case("Replace the title “Dawn” with “Blue Hour”", clips, lofi, "\"Blue Hour\" (0-3s)"),
    Case("把标题改成“日落”", clips, lofi, "\"日落\" (0-3s)"),
    Case("remove the title", clips, lofi, nil),
    Case("删除标题", clips, lofi, nil),
    // Cutting
    Case(
      "trim the first 2 seconds", "city (0-2s), sea (2-8s)", "Lo-fi (0-8s, 35%)", "\"Dawn\" (0-1s)"),
    Case("cut the last 3 seconds", "city (0-4s), sea (4-7s)", "Lo-fi (0-7s, 35%)", dawn),
    Case("trim the video to 5 seconds", "city (0-4s), sea (4-5s)", "Lo-fi (0-5s, 35%)", dawn),
    Case("剪掉最后三秒", "city (0-4s), sea (4-7s)", "Lo-fi (0-7s, 35%)", dawn),
    Case("make it 5 seconds long", "city (0-4s), sea (4-5s)", "Lo-fi (0-5s, 35%)", dawn),
    Case("把视频剪到5秒", "city (0-4s), sea (4-5s)", "Lo-fi (0-5s, 35%)", dawn),
    Case("remove clip 1", "sea (0-6s)", "Lo-fi (0-6s, 35%)", nil),
    Case("delete the last clip", "city (0-4s)", "Lo-fi (0-4s, 35%)", dawn),
    Case("删除第二个片段", "city (0-4s)", "Lo-fi (0-4s, 35%)", dawn),
    Case("remove the music", clips, nil, dawn),
    Case("去掉音乐", clips, nil, dawn),
    // Order
    Case("move clip 2 to the front", "sea (0-6s), city (6-10s)", lofi, dawn),
    Case("move the first clip to the end", "sea (0-6s), city (6-10s)", lofi, dawn),
    Case("swap clip 1 and clip 2", "sea (0-6s), city (6-10s)", lofi, dawn),
    Case("把第二个片段移到最前面", "sea (0-6s), city (6-10s)", lofi, dawn),
    // Speed
    Case("speed it up 2x", "city (0-2s), sea (2-5s)", "Lo-fi (0-5s, 35%)", dawn),
    Case("play clip 2 at half speed", "city (0-4s), sea (4-16s)", "Lo-fi (0-16s, 35%)", dawn),
    Case("把视频加速两倍", "city (0-2s), sea (2-5s)", "Lo-fi (0-5s, 35%)", dawn),
    Case("第二个片段用0.5倍速", "city (0-4s), sea (4-16s)", "Lo-fi (0-16s, 35%)", dawn),
    // More of everything
    Case(
      "add a title saying \"The End\" at 6 seconds", clips, lofi,
      "\"Dawn\" (0-3s), \"The End\" (6-9s)"),
    Case("在第6秒添加标题“结束”", clips, lofi, "\"Dawn\" (0-3s), \"结束\" (6-9s)"),
    Case("add upbeat music", clips, "Upbeat (0-10s, 35%)", dawn),
    Case("配上欢快的音乐", clips, "欢快 (0-10s, 35%)", dawn),
    Case(
      "generate another 2 second forest at night",
      "city (0-4s), sea (4-10s), forest at night (10-12s)", lofi, dawn),
    Case("再生成一个3秒的森林视频", "city (0-4s), sea (4-10s), 森林 (10-13s)", lofi, dawn),
  ]

  @Test("A request does to the draft what it says, and undoing takes it back")
  func requests() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await Self.session(of: client)
      for sample in Self.cases {
        let outcome = try await client.say(sample.message, in: session)
        #expect(outcome.ending == .answered)
        let summary = try await client.summary(of: session)
        #expect(summary == sample.summary, "\(sample.message): \(outcome.text)")
        let undo = sample.summary.contains(/[\u{4E00}-\u{9FFF}]/) ? "撤销" : "undo that, please"
        _ = try await client.say(undo, in: session)
        let undone = try await client.summary(of: session)
        try #require(undone == Self.before, "\(sample.message)")
      }
    }
  }

  /// What the summary doesn't show, told by the difference.
  @Test("A request that the summary doesn't show is seen in the difference")
  func unseen() async throws {
    try await Stage.run {
      $0.silence = .always
    } _: { stage in
      let client = stage.client()
      let session = try await Self.session(of: client)
      for (message, words) in [
        ("mute the music", "muted"), ("unmute the music", "muted"), ("把音乐静音", "muted"),
        ("fade the video in and out over 0.5 seconds", "fade_in"), ("音乐淡出2秒", "fade_out"),
        ("make it vertical", "height 1080 → 1920"), ("改成横屏 16:9", "width 1080 → 1920"),
        ("make it square", "width 1920 → 1080"), ("add a crossfade between the clips", "crossfade"),
        ("加一个1秒的黑场过渡", "dip_black"),
      ] {
        let outcome = try await client.say(message, in: session)
        #expect(outcome.ending == .silent)
        let changes = outcome.changes.joined(separator: "\n")
        #expect(changes.contains(words), "\(message): \(changes)")
      }
    }
  }

  @Test("What is not understood, or can't be done, is said so, and costs nothing")
  func refusals() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await Self.session(of: client)
      let credits = try await client.credits()
      for message in [
        "what's the weather like?", "今天天气怎么样", "make it better", "the", "💥", "title",
        "I liked the second take of the city more", "remove clip 9", "trim the first 90 seconds",
        "删除第七个片段",
        "set the music volume to 5000%", "speed it up 900x", "make a copy of clip 1",
        "create a backup",
        "trim the first 99999999999999999999999 seconds", "删除第99999999999999999999999个片段",
        "set the music volume to 99999999999999999999999%", "speed it up 9999999999999999999999x",
      ] {
        let outcome = try await client.say(message, in: session)
        #expect(outcome.ending == .answered)
        let isFree = outcome.text.contains("cost nothing") || outcome.text.contains("不收费")
        #expect(isFree, "\(message): \(outcome.text)")
        await stage.sandbox.idle()
        let summary = try await client.summary(of: session)
        #expect(summary == Self.before, "\(message)")
        let left = try await client.credits()
        #expect(left == credits, "\(message)")
      }
    }
  }

  @Test("A number is read whole; one beyond its range is refused in words, for nothing")
  func numbers() async throws {
    try await Stage.run {
      $0.credits = 10_000
    } _: { stage in
      let client = stage.client()
      let session = try await Self.session(of: client)
      let credits = try await client.credits()
      for message in [
        "generate a 1000000000 second forest", "generate a 61 second forest",
        "generate a 0 second forest", "generate a 1,000,000 second forest",
        "generate a 1e9 second forest", "generate a two hundred second forest",
        "generate a five minute forest", "generate a two hour forest",
        "生成一个\(String(repeating: "九", count: 20))秒的森林视频", "生成一个一百秒的森林视频",
        "生成一个１００秒的森林视频", "生成一个三亿秒的森林视频",
        "trim the first 10000000002 seconds", "剪掉最后一亿零三秒", "mute clip 10000000001",
        "删除第10000000001个片段", "set the music volume to 10000050%", "音乐音量调到百分之一千零五十",
        "speed it up 10000002x", "move clip 2 to position 10000000001",
        "fade the video in over 1.2.3 seconds", "generate a -5 second forest",
        "generate a minus five second forest", "generate a negative 10 second forest",
        "生成一个负五秒的森林视频", "set the music volume to -20%", "set the music volume to minus 20 percent",
        "音乐音量调到负百分之二十", "speed it up −2x", "speed it up -2 times", "mute clip -2",
        "mute clip number -1", "delete clip minus 2", "删除第负2个片段", "move clip 2 to position -1",
      ] {
        let outcome = try await client.say(message, in: session)
        let isChinese = message.contains(/[\u{4E00}-\u{9FFF}]/)
        #expect(
          outcome.text.contains(isChinese ? "不收费" : "cost nothing"), "\(message): \(outcome.text)")
        await stage.sandbox.idle()
        #expect(try await client.summary(of: session) == Self.before, "\(message)")
        #expect(try await client.credits() == credits, "\(message)")
      }
    }
  }

  @Test(
    "Numbers in words are numbers",
    arguments: [
      ("generate a twelve second forest", "forest (0-12s)"),
      ("generate a twenty-five second forest", "forest (0-25s)"),
      ("generate a half a minute forest", "forest (0-30s)"),
      ("生成一个二十五秒的森林视频", "森林 (0-25s)"), ("生成一个两秒的森林视频", "森林 (0-2s)"),
      ("生成一个１２秒的森林视频", "森林 (0-12s)"),
      // The hyphen of a range is no sign.
      ("generate a forest, 10-12 seconds long", "forest (0-12s)"),
    ])
  func spokenNumbers(message: String, clip: String) async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say(message, in: session)
      #expect(try await client.summary(of: session).hasSuffix(": " + clip), "\(message)")
    }
  }

  @Test("An answer is in one language: that of the message, whatever it quotes")
  func oneLanguage() async throws {
    try await Stage.run {
      $0.silence = .never
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      for (message, isChinese) in [
        ("撤销", true), ("undo", false), ("配上欢快的音乐", true), ("add upbeat music", false),
        ("删除标题", true), ("删除第七个片段", true), ("剪掉前90秒", true), ("音乐音量调到百分之九千", true),
        ("今天天气怎么样", true), ("what's the weather like?", false),
      ] {
        let text = try await client.say(message, in: session).text
        let answer = text.replacing("BGM", with: "")
        #expect(answer.contains(/[\u{4E00}-\u{9FFF}]/) == isChinese, "\(message): \(text)")
        #expect(!isChinese || !answer.contains(/[a-zA-Z]{2}/), "\(message): \(text)")
      }
      _ = try await client.say("generate a 2 second city", in: session)
      let titled = try await client.say("add the title \"日落\"", in: session).text
      #expect(titled.contains("I added the title"), "\(titled)")
    }
  }

  @Test("A request for a clip is understood in many wordings, the published skills' among them")
  func generations() async throws {
    try await Stage.run {
      $0.credits = 10_000
    } _: { stage in
      let client = stage.client()
      for (message, summary) in Self.generations {
        let session = try await client.createSession()
        _ = try await client.say(message, in: session)
        let found = try await client.summary(of: session)
        #expect(found.hasSuffix("): " + summary), "\(message): \(found)")
      }
    }
  }

  @Test("Undoing a clip takes its music and title along")
  func undoneClip() async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say("generate a 1s sunset", in: session)
      _ = try await client.say("generate a 1s city with calm music and the title Late", in: session)
      _ = try await client.say("undo", in: session)
      let summary = try await client.summary(of: session)
      #expect(summary == "Timeline (1 track): 1. Video: sunset (0-1s)")
      let outcome = try await client.say("undo", in: session)
      #expect(outcome.text.contains("nothing to undo"))
    }
  }

  @Test("Who asks the agent for an export is shown a button", arguments: ["export it", "导出视频"])
  func exportTalk(message: String) async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let outcome = try await client.say(message, in: session)
      #expect(outcome.actions == [.export])
    }
  }

  static let generations = [
    ("make a 1s sunset clip", "1. Video: sunset (0-1s)"),
    ("Create a short video about coffee", "1. Video: coffee (0-5s)"),
    (
      "I want a 2 second ad for sneakers with upbeat music titled Run Free",
      "1. Video: ad for sneakers (0-2s) 2. BGM: Upbeat (0-2s, 35%) 3. Title: \"Run Free\" (0-2s)"
    ),
    (
      "generate a video from this prompt: 'a futuristic city at sunset with flying cars'",
      "1. Video: a futuristic city at sunset with flying cars (0-5s)"
    ),
    (
      "generate a 3-second promotional video from my product description and images",
      "1. Video: my product description and images (0-3s)"
    ),
    ("generate my text prompts", "1. Video: my text prompts (0-5s)"),
    (
      "生成一个4秒的城市延时视频，配上低保真音乐，标题是“城市之梦”",
      "1. Video: 城市延时 (0-4s) 2. BGM: 低保真 (0-4s, 35%) 3. Title: \"城市之梦\" (0-3s)"
    ),
    ("做一段三秒的海边日落短片", "1. Video: 海边日落 (0-3s)"),
    ("请帮我制作一个关于咖啡的视频", "1. Video: 咖啡 (0-5s)"),
  ]

  @Test(
    "An edit of nothing is refused",
    arguments: ["make the music quieter", "undo", "add calm music"])
  func nothing(message: String) async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let outcome = try await client.say(message, in: session)
      #expect(outcome.text.contains("cost nothing"))
      #expect(try await client.state(of: session).draft == nil)
    }
  }

  @Test(
    "Uploads are put on the timeline when asked for",
    arguments: ["use my uploaded clips", "用我上传的素材做视频"])
  func uploads(message: String) async throws {
    try await Stage.run { stage in
      let client = stage.client()
      let session = try await client.createSession()
      let file = try GeneratedFile.picture(in: stage.folder)
      _ = try await client.upload(files: [file.path], to: session)
      _ = try await client.say(message, in: session)
      #expect(
        try await client.summary(of: session) == "Timeline (1 track): 1. Video: picture (0-3s)")
    }
  }

  @Test("A music bed and a clip come in two stages, and the second may come after the stream")
  func stages() async throws {
    try await Stage.run {
      $0.secondStage = .after
    } _: { stage in
      let client = stage.client()
      let session = try await client.createSession()
      _ = try await client.say(FlowTests.request, in: session)
      await stage.sandbox.idle()
      #expect(try await client.summary(of: session).hasPrefix("Timeline (3 tracks)"))
    }
  }

  /// A session with what ``before`` says.
  private static func session(of client: CloudClient) async throws -> CloudSession {
    let session = try await client.createSession()
    _ = try await client.say("generate a 4 second city", in: session)
    _ = try await client.say("generate a 6 second sea", in: session)
    _ = try await client.say("add lo-fi music", in: session)
    _ = try await client.say("add the title \"Dawn\"", in: session)
    #expect(try await client.summary(of: session) == before)
    return session
  }
}
