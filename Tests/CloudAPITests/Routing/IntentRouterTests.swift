import CloudAPI
import Testing

@Suite("Intent router")
struct IntentRouterTests {
  private let router = IntentRouter()

  private func intent(of sentence: String) -> UserIntent {
    router.intent(of: sentence) { ["clip.mp4", "./notes.txt", "my clip.mov"].contains($0) }
  }

  @Test(
    "Every export wording of the published table is an export",
    arguments: [
      "export", "导出", "download", "send me the video", "Export!", "Please export the video now.",
      "can you export it as mp4?", "Download the final video", "I want to download my video",
      "帮我导出视频", "请导出一下", "我要导出成片。", "下载视频", "导出MP4", "把视频发给我",
    ])
  func export(sentence: String) {
    #expect(intent(of: sentence) == .export)
  }

  @Test(
    "Every credits wording is about credits",
    arguments: [
      "credits", "积分", "balance", "余额", "How many credits do I have left?", "what's my balance",
      "show credits", "check my account balance please", "我还有多少积分？", "查看余额", "积分还剩多少",
    ])
  func credits(sentence: String) {
    #expect(intent(of: sentence) == .credits)
  }

  @Test(
    "Every state wording is about the state",
    arguments: [
      "status", "状态", "show tracks", "Show me the tracks", "what's the status of my project?",
      "export status", "查看状态", "当前状态是什么", "显示轨道", "项目状态怎么样？",
    ])
  func state(sentence: String) {
    #expect(intent(of: sentence) == .state)
  }

  @Test(
    "Every upload wording is an upload",
    arguments: ["upload", "上传", "upload a file", "I want to upload my video", "上传视频", "请上传这个文件"])
  func upload(sentence: String) {
    #expect(intent(of: sentence) == .upload([], thenSay: nil))
  }

  @Test(
    "A named file is an upload, and what else is asked is said after it",
    arguments: [
      ("clip.mp4", [.file("clip.mp4")], false),
      ("upload clip.mp4 and photo.png", [.file("clip.mp4"), .file("photo.png")], false),
      ("上传 \"my clip.mov\"", [.file("my clip.mov")], false),
      ("上传 “my clip.mov”。", [.file("my clip.mov")], false),
      ("upload missing.mp4", [.file("missing.mp4")], false),
      ("upload ./notes.txt", [.file("./notes.txt")], false),
      ("upload https://a.example/x.mp4?y=1", [.url("https://a.example/x.mp4?y=1")], false),
      ("https://a.example/x", [.url("https://a.example/x")], false),
      ("put clip.mp4 after the intro", [.file("clip.mp4")], true),
      ("upload clip.mp4, then make it slower", [.file("clip.mp4")], true),
    ] as [(String, [UploadSource], Bool)])
  func files(sentence: String, sources: [UploadSource], isSaid: Bool) {
    #expect(intent(of: sentence) == .upload(sources, thenSay: isSaid ? sentence : nil))
  }

  @Test(
    "A key word inside a longer request is a message, word for word",
    arguments: [
      "exported goods", "add a scene with exported goods on a pier", "credit card scene",
      "add closing credits", "roll the credits at the end", "make a credits sequence",
      "balance the audio", "balance the colors", "white balance", "a download animation",
      "download a city background", "add a status bar overlay", "export market footage",
      "show tracks of wild animals in snow", "put the soundtrack lower", "upload speed chart",
      "用户上传的照片做成一个视频", "把上传的音乐调小声", "加一个积分榜", "余额宝广告", "做一个进出口导出流程动画", "展示运动员的状态变化",
      "generate a 10 second city timelapse", "make it slower", "", "。", "please",
      "use missing.mp4 style", "look at https://a.example/x for the style",
    ])
  func nearMisses(sentence: String) {
    #expect(intent(of: sentence) == .message(sentence))
  }
}
