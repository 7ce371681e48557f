import CloudAPI
import Testing

@Suite("Interface translator")
struct InterfaceTranslatorTests {
  private let translator = InterfaceTranslator()

  @Test(
    "Every row of the published table is stripped and becomes its action",
    arguments: [
      ("Click the Generate button.", .perform), ("Please click Save.", .perform),
      ("点击生成按钮。", .perform), ("请点击右上角的按钮。", .perform),
      ("Open the media panel.", .showState), ("You can open the timeline.", .showState),
      ("打开素材面板。", .showState), ("您可以打开编辑器查看。", .showState),
      ("Drag the clip to the second track.", .sendEdit("Drag the clip to the second track.")),
      ("Drop it on the timeline.", .sendEdit("Drop it on the timeline.")),
      ("Drag and drop your files here.", .sendEdit("Drag and drop your files here.")),
      ("拖拽音乐到第二条轨道。", .sendEdit("拖拽音乐到第二条轨道。")),
      ("Preview in timeline.", .showSummary), ("You can preview it in the timeline.", .showSummary),
      ("您可以在时间线中预览。", .showSummary),
      ("Export", .export), ("Click the Export button.", .export),
      ("Export your video now.", .export),
      ("导出视频。", .export), ("点击导出。", .export), ("点击“导出”按钮。", .export),
      ("Check account.", .showCredits), ("Check your account for details.", .showCredits),
      ("Open the billing page.", .showCredits), ("Visit billing to top up.", .showCredits),
      ("请查看账户。", .showCredits),
    ] as [(String, InterfaceAction)])
  func rows(text: String, action: InterfaceAction) {
    let translation = translator.translation(of: text)
    #expect(translation.text == "")
    #expect(translation.actions == [action])
  }

  @Test(
    "Descriptions of content stay to the letter",
    arguments: [
      "I added a clip of a man who clicks a camera.", "Click sound added at 0:02.",
      "The dancers snap and click their fingers.", "Open road at sunset, 10 s.",
      "Open with a wide shot of the city.", "She walks to open the door.",
      "The drop shadow is softer now.", "Drag race footage was trimmed to 1.5 s.",
      "The beat drops at 0:12.", "Export goods are stacked on the pier.",
      "The video was exported in 1080p.", "The actor has top billing.",
      "A preview of the harvest, with music.", "她打开门走进房间。", "打开的窗户外是城市夜景。", "点击率图表已添加。",
      "导出的视频是1080p。", "I trimmed clip.mp4 to 3.5 s!\n\n- Title: “Open House”\n- Music: Lo-fi",
      "The press conference scene is first.", "按下快门的瞬间已放慢。".replacing("按下", with: "摄影师按下"),
      "",
    ])
  func content(text: String) {
    let translation = translator.translation(of: text)
    #expect(translation.text == text)
    #expect(translation.actions == [])
  }

  @Test(
    "Only the instruction is stripped, with what leads up to it",
    arguments: [
      ("Your video is ready! Click the Export button to download it.", "Your video is ready!"),
      ("I added the title, click the play button to see it.", "I added the title."),
      ("Done. To change the music, open the audio panel.", "Done."),
      ("If you like it, click Export.\nThe music is lo-fi.", "The music is lo-fi."),
      ("已添加标题，点击播放按钮查看。", "已添加标题。"),
      ("视频已生成。如需下载，请点击导出。", "视频已生成。"),
    ])
  func mixture(text: String, kept: String) {
    let translation = translator.translation(of: text)
    #expect(translation.text == kept)
    #expect(translation.actions.count == 1)
  }

  @Test("Several instructions become several actions, each once, in order")
  func several() {
    let text =
      "Open the media panel. Drag the clip to the timeline. Click Save. Click Apply. Export it."
    #expect(
      translator.translation(of: text).actions == [
        .showState, .sendEdit("Drag the clip to the timeline."), .perform, .export,
      ])
  }
}
