/// The words by which the router knows an intent: the published table, in both languages.
///
/// A sentence belongs to an intent when it has one of its key phrases and *nothing else* but its
/// companions. So a key word inside a longer request ("exported goods", "add closing credits") stays a
/// message, and what is not understood goes to the agent instead of being taken for a command.
struct IntentPhrases: Sendable {
  /// The phrases that make the intent; those of `cloud-api.md` come first.
  let keys: [String]

  /// The phrases that may stand beside them.
  let companions: [String]

  /// What may stand in any sentence.
  static let courtesies = [
    "please", "now", "ok", "okay", "hey", "hi", "thanks", "thank you", "can you", "could you",
    "would you", "will you", "let's", "i'm ready", "then", "and",
    "请", "请问", "帮我", "给我", "麻烦", "麻烦你", "一下", "吧", "了", "吗", "呢", "啊", "好的", "现在", "谢谢", "你能", "可以",
    "能不能", "可不可以",
  ]

  static let export = IntentPhrases(
    keys: [
      "export", "导出", "download", "send me the video",
      "下载", "send me the final video", "send me my video", "send the video", "把视频发给我", "视频发给我",
    ],
    companions: [
      "i want to", "i'd like to", "i want you to", "i need to", "just", "to", "as", "in", "a", "an",
      "the", "my", "it", "this", "that", "final", "finished", "whole", "full", "result", "video",
      "clip", "cut", "movie", "project", "file", "mp4", "1080p", "hd", "full hd", "me", "for me",
      "我要", "我想", "我想要", "把", "将", "这个", "这段", "成", "为", "最终", "完整", "成片", "视频", "影片", "项目", "文件",
      "高清",
      "它", "的",
    ])

  static let credits = IntentPhrases(
    keys: ["credits", "积分", "balance", "余额"],
    companions: [
      "how many", "how much", "what", "what's", "is", "are", "do i have", "have i got", "i have",
      "left", "remaining", "remain", "available", "check", "show", "see", "view", "tell me", "me",
      "my", "the", "account", "current", "any", "do", "still", "of",
      "查看", "查询", "查", "看看", "看", "显示", "我", "我的", "还", "有", "还有", "还剩", "剩", "剩余", "剩下", "多少",
      "几个", "账户",
      "是", "的", "当前", "目前",
    ])

  static let state = IntentPhrases(
    keys: [
      "status", "状态", "show tracks", "show the tracks", "show me the tracks", "show my tracks",
      "list tracks", "list the tracks", "查看轨道", "显示轨道",
    ],
    companions: [
      "what", "what's", "is", "show", "check", "see", "view", "get", "tell me", "me", "the", "my",
      "of", "current", "latest", "project", "timeline", "session", "draft", "video", "edit",
      "render",
      "export", "job",
      "查看", "查询", "查", "看看", "看", "显示", "我", "我的", "当前", "目前", "项目", "时间线", "草稿", "视频", "什么", "怎么样",
      "是",
      "的", "任务", "导出",
    ])

  static let upload = IntentPhrases(
    keys: ["upload", "上传"],
    companions: [
      "i want to", "i'd like to", "i need to", "just", "to", "a", "an", "the", "my", "it", "this",
      "that", "these", "those", "some", "new", "file", "files", "video", "videos", "clip", "clips",
      "image", "images", "photo", "photos", "picture", "pictures", "music", "song", "audio",
      "media",
      "footage", "from", "url", "link", "here",
      "我要", "我想", "把", "将", "这个", "这些", "这段", "这张", "一个", "一张", "一段", "文件", "视频", "图片", "照片", "音乐",
      "音频",
      "素材", "链接",
    ])
}
