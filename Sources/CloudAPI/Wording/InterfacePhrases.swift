/// The words by which an instruction to use an interface is told from a description of content.
///
/// The rows are those of the published table, in both languages, in order of precedence: "click the Export
/// button" is an export, not a click.
struct InterfacePhrases: Sendable {
  enum Action: Sendable { case export, credits, summary, edit, state, perform }

  /// A phrase makes an instruction where it begins a clause, or where the clause also names a part of an
  /// interface; a phrase that `needs` words makes one wherever one of those follows.
  struct Row: Sendable {
    let action: Action
    let verbs: [String]

    /// Words that must come right after the verb, in English; empty for any.
    var objects: [String] = []

    /// Whether the clause must name a part of an interface wherever the verb stands.
    var needsPart = false

    /// Whether the phrase is an instruction at any place in a clause.
    var isAnywhere = false

    /// Characters after the verb that make it part of another word, in Chinese: 点击率 is a rate.
    var notBefore: [String] = []
  }

  static let rows: [Row] = [
    Row(
      action: .export,
      verbs: ["export button", "click export", "click on export", "导出按钮", "点击导出", "点导出"],
      isAnywhere: true),
    Row(
      action: .export, verbs: ["export"],
      objects: ["", "the", "your", "it", "this", "as", "now", "to", "when", "from", "video", "in"]),
    Row(action: .export, verbs: ["导出"], notBefore: ["的", "后", "完", "成功"]),
    Row(
      action: .credits,
      verbs: [
        "check account", "check your account", "check the account", "billing page",
        "billing section", "billing settings", "billing tab", "your billing", "the billing",
        "visit billing", "open billing", "see billing", "go to billing", "check billing",
        "查看账户", "检查账户", "账户余额", "查看账单", "账单页",
      ], isAnywhere: true),
    Row(action: .credits, verbs: ["billing"], objects: ["", "for"]),
    Row(
      action: .summary,
      verbs: [
        "preview in timeline", "preview in the timeline", "preview it in the timeline",
        "preview your video in the timeline", "preview the video in the timeline",
        "preview the result in the timeline", "preview in your timeline",
        "在时间线中预览", "在时间线预览", "时间线中预览", "在时间轴中预览", "在时间轴预览", "时间轴中预览",
      ], isAnywhere: true),
    Row(
      action: .edit, verbs: ["drag and drop", "drag", "drop"],
      objects: [
        "the", "it", "your", "this", "that", "these", "those", "them", "a", "an", "any", "files",
        "clips", "media", "and",
      ]),
    Row(action: .edit, verbs: ["拖拽", "拖动", "拖放", "拖到", "拖入", "将"], needsPart: true),
    Row(action: .edit, verbs: ["拖拽", "拖动", "拖放"], notBefore: ["的"]),
    Row(action: .state, verbs: ["open"], needsPart: true),
    Row(action: .state, verbs: ["打开"], notBefore: ["的", "门", "窗"]),
    Row(
      action: .perform, verbs: ["click", "tap", "press", "right click", "double click"],
      objects: [
        "", "the", "it", "your", "this", "that", "on", "here", "any", "a", "play", "save", "apply",
        "edit", "generate", "confirm", "ok", "done", "preview", "render", "next", "share", "add",
        "upload", "undo",
      ]),
    Row(
      action: .perform, verbs: ["点击", "单击", "双击", "点按", "按下"],
      notBefore: ["率", "量", "数", "声", "音", "的"]),
  ]

  /// Parts of an interface.
  static let parts = [
    "button", "panel", "tab", "menu", "icon", "toolbar", "sidebar", "window", "dialog", "editor",
    "settings", "timeline", "library", "inspector", "properties", "track", "layer panel", "page",
    "dropdown", "checkbox", "slider", "workspace", "canvas", "top right", "top right corner", "bin",
    "按钮", "面板", "标签", "菜单", "图标", "工具栏", "侧边栏", "窗口", "对话框", "编辑器", "设置", "时间线", "时间轴", "素材库",
    "媒体库",
    "轨道", "右上角", "左侧", "右侧", "页面", "画布",
  ]

  /// What may stand before an instruction in its clause.
  static let leads = [
    "please", "you can", "you can now", "you could", "you may", "you should", "you need to",
    "you'll need to", "you will need to", "you have to", "then", "and", "or", "and then", "now",
    "just", "simply", "first", "next", "finally", "also", "to", "by", "so", "go ahead and",
    "feel free to", "try to", "make sure to", "you", "can", "from there", "step 1", "1", "2", "3",
    "请", "您", "你", "您可以", "你可以", "可以", "可", "需要", "您需要", "你需要", "然后", "再", "接着", "先", "首先", "最后",
    "现在",
    "直接", "只需", "就", "并", "也", "即可", "或", "或者",
  ]

  /// What begins a clause that only leads up to an instruction and is stripped with it.
  static let preparations = [
    "if", "to", "when", "once", "for", "in order to", "after", "whenever", "should you",
    "如果", "若", "要", "想", "想要", "若要", "为了", "当", "如需", "需要",
  ]
}
