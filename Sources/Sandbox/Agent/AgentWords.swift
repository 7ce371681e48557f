import DraftModel

/// What the agent says, in the language that it was spoken to.
///
/// As the published one does, it sometimes believes that its user sees an editor.
struct AgentWords: Sendable {
  let isChinese: Bool
  /// A number that looks like chance, for what is said only sometimes.
  let draw: UInt64

  private func said(_ english: String, _ chinese: String) -> String {
    isChinese ? chinese : english
  }

  var notUnderstood: String {
    said(
      "I'm sorry, I can't do that. I can generate a clip, add a title or music, use your uploads, change the"
        + " volume, the speed, the order or the aspect ratio, trim, remove, fade, mute, and undo. This cost"
        + " nothing.",
      "抱歉，我做不到。我可以生成视频、添加标题或音乐、使用上传的素材、调整音量、速度、顺序和画面比例，以及剪短、删除、淡入淡出、静音和撤销。本次不收费。")
  }

  /// What is said to a message that no agent is needed for: the service believes in a button.
  var exportTalk: String {
    said(
      "Your video is ready. Click the Export button in the top right corner to download it.",
      "视频已准备好。点击右上角的导出按钮下载视频。")
  }

  func refused(_ failure: AgentFailure) -> String {
    said(
      "I couldn't do that: \(failure.english). This cost nothing.",
      "无法完成：\(failure.chinese)。本次不收费。")
  }

  func clipMade(_ clip: AgentRequest.Clip) -> String {
    said(
      "Here is your \(clip.length)-second video \"\(clip.prompt)\".",
      "\(clip.length)秒的视频“\(clip.prompt)”已生成。")
  }

  func extrasAdded(_ clip: AgentRequest.Clip) -> String {
    let english = [
      clip.music.map { "\($0) music" }, clip.title.map { "the title \"\($0)\"" },
    ].compactMap { $0 }.joined(separator: " and ")
    let chinese = [clip.music.map { "\($0)音乐" }, clip.title.map { "标题“\($0)”" }]
      .compactMap { $0 }.joined(separator: "和")
    return said("I added \(english).", "已添加\(chinese)。")
  }

  func done(_ request: AgentRequest) -> String {
    switch request {
    case .addMusic(let style): said("I added \(style) music.", "已添加\(style)。")
    case .addTitle(let text, _, _): said("I added the title \"\(text)\".", "已添加标题“\(text)”。")
    case .replaceTitle(let text): said("The title now says \"\(text)\".", "标题已改为“\(text)”。")
    case .useUploads: said("Your uploads are on the timeline.", "上传的素材已放到时间线上。")
    case .volume: said("I changed the volume.", "音量已调整。")
    case .trim: said("I trimmed it.", "已剪短。")
    case .remove: said("I removed it.", "已删除。")
    case .move: said("I changed the order.", "顺序已调整。")
    case .speed: said("I changed the speed.", "速度已调整。")
    case .fade: said("I added the fade.", "已添加淡入淡出。")
    case .reframe(let width, let height):
      said("The picture is now \(width):\(height).", "画面已改为\(width):\(height)。")
    case .transition: said("I added the transition.", "已添加转场。")
    case .undo: said("I took the last change back.", "已撤销上一步。")
    case .generate(let clip): clipMade(clip)
    case .beyondRange(let number): refused(.beyondRange(number))
    case .clipLength(let length): refused(.clipLength(length))
    }
  }

  /// An instruction for the editor that nobody sees; nil mostly.
  var interfaceTalk: String? {
    switch draw % 6 {
    case 0:
      said(
        "Click Export in the top right corner to download your video.", "点击右上角的导出按钮下载视频。")
    case 1: said("You can preview it in the timeline.", "您可以在时间线中预览。")
    default: nil
    }
  }

  /// The published apology that trails a good answer and means nothing; nil mostly.
  var trailer: String? {
    draw / 6 % 8 == 0 ? "I encountered a temporary issue. Please try again later." : nil
  }
}
