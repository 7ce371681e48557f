import DraftModel
import Foundation

extension AgentRequest {
  /// Reads a message; nil where it is none of what the agent understands.
  ///
  /// The first reader that knows the message has it, so that the particular stand before the general.
  init?(reading message: String) {
    let phrase = Phrase(message)
    let readers: [(Phrase) -> AgentRequest?] = [
      Self.undo, Self.reframe, Self.replaceTitle, Self.mute, Self.transition, Self.generate,
      Self.fade, Self.volume,
      Self.speed, Self.remove, Self.move, Self.trim, Self.title, Self.uploads, Self.music,
    ]
    guard let request = readers.lazy.compactMap({ $0(phrase) }).first else { return nil }
    // What is quoted is a title or a prompt, and may hold any number.
    self = Phrase(phrase.unquoted).numberBeyondRange.map { .beyondRange($0) } ?? request
  }

  // MARK: What is named

  private static func part(_ phrase: Phrase) -> Part? {
    if phrase.has("music", "bgm", "soundtrack", "song", "background track", "音乐", "配乐", "背景乐") {
      return .music
    }
    if phrase.has("title", "titles", "text", "caption", "标题", "字幕", "文字") { return .title }
    if let clip = phrase.clips.first { return .clip(clip) }
    if phrase.has("clip", "clips", "video", "footage", "视频", "片段", "画面") { return .clip(nil) }
    return nil
  }

  // MARK: Readers

  private static func undo(_ phrase: Phrase) -> AgentRequest? {
    phrase.has("undo", "revert", "go back", "take that back", "撤销", "撤回", "还原", "恢复上一步")
      ? .undo : nil
  }

  private static func reframe(_ phrase: Phrase) -> AgentRequest? {
    if let match = phrase.lower.firstMatch(of: /\b(16|9|4|3|1|21) ?[:：×x比] ?(9|16|3|4|1)\b/),
      let width = Int(match.1), let height = Int(match.2)
    {
      return .reframe(width, height)
    }
    if phrase.has("vertical", "portrait", "竖屏", "竖版") { return .reframe(9, 16) }
    if phrase.has("square", "方形", "正方形") { return .reframe(1, 1) }
    if phrase.has("landscape format", "horizontal", "widescreen", "横屏", "横版") {
      return .reframe(16, 9)
    }
    return nil
  }

  private static func replaceTitle(_ phrase: Phrase) -> AgentRequest? {
    guard phrase.has("title", "text", "caption", "标题", "文字", "字幕"),
      phrase.has("change", "replace", "rename", "rewrite", "update", "改成", "改为", "换成", "替换")
    else { return nil }
    let said = phrase.said(after: [
      "改成", "改为", "换成", "替换为", " to say ", " to read ", " to ", " with ", " into ",
    ])
    return (phrase.quoted.flatMap { quotedLast(in: phrase) ?? $0 } ?? said).map {
      .replaceTitle($0)
    }
  }

  /// Of two quoted texts, as in "change “A” to “B”", the second.
  private static func quotedLast(in phrase: Phrase) -> String? {
    let quotes = phrase.text.matches(of: /["“「《]([^"”」》]+)["”」》]/)
    return quotes.last.map { String($0.1) }
  }

  private static func mute(_ phrase: Phrase) -> AgentRequest? {
    if phrase.has("unmute", "取消静音", "恢复声音") { return .volume(part(phrase) ?? .clip(nil), .unmute) }
    if phrase.has("mute", "silence", "静音") { return .volume(part(phrase) ?? .clip(nil), .mute) }
    return nil
  }

  private static func volume(_ phrase: Phrase) -> AgentRequest? {
    let change: Loudness
    if let percent = phrase.percent,
      phrase.has("volume", "music", "bgm", "sound", "loud", "quiet", "音量", "音乐", "声音")
    {
      change = .percent(percent)
    } else if phrase.has(
      "quieter", "softer", "lower the music", "lower the volume", "turn down", "less loud",
      "too loud",
      "小声", "小一点", "调小", "降低音量", "调低", "轻一点")
      || phrase.has("turn") && phrase.has("down")
    {
      change = .quieter
    } else if phrase.has(
      "louder", "raise the volume", "turn up", "too quiet", "大声", "大一点", "调大", "提高音量", "调高", "响一点")
      || phrase.has("turn") && phrase.has("up")
    {
      change = .louder
    } else {
      return nil
    }
    return .volume(part(phrase) ?? .music, change)
  }

  private static func speed(_ phrase: Phrase) -> AgentRequest? {
    let isFaster =
      phrase.has("speed up", "faster", "accelerate", "加速", "快一点", "快放")
      || phrase.has("speed") && phrase.has("up")
    let isSlower =
      phrase.has("slow down", "slower", "slow motion", "slow-motion", "减速", "慢一点", "慢放", "慢动作")
      || phrase.has("slow") && phrase.has("down")
    guard isFaster || isSlower || phrase.has("speed", "速度", "倍速") else { return nil }
    let clip = phrase.clips.first
    if let factor = phrase.factor {
      // "slow it down 2 times" means half.
      let isInverse = isSlower && factor > Ratio(1)
      let speed = isInverse ? Ratio(factor.denominator, factor.numerator) ?? factor : factor
      return .speed(clip: clip, speed)
    }
    if let percent = phrase.percent, let speed = Ratio(Int64(percent), 100), percent > 0 {
      return .speed(clip: clip, speed)
    }
    guard isFaster || isSlower, let factor = isFaster ? Ratio(3, 2) : Ratio(2, 3) else {
      return nil
    }
    return .speed(clip: clip, factor)
  }

  private static func fade(_ phrase: Phrase) -> AgentRequest? {
    guard phrase.has("fade", "fades", "fade-in", "fade-out", "淡入", "淡出") else { return nil }
    let length = phrase.lengths.first ?? Milliseconds(1000)
    var isIn = phrase.has("fade in", "fade-in", "fades in", "淡入")
    var isOut = phrase.has("fade out", "fade-out", "fades out", "淡出")
    if !isIn, !isOut {
      isIn = phrase.has("in")
      isOut = phrase.has("out")
      if isIn == isOut { (isIn, isOut) = (true, true) }
    }
    return .fade(part(phrase) ?? .clip(nil), in: isIn ? length : nil, out: isOut ? length : nil)
  }

  private static func transition(_ phrase: Phrase) -> AgentRequest? {
    let kinds: [(Timeline.TransitionKind, Bool)] = [
      (.dipBlack, phrase.has("fade through black", "dip to black", "黑场过渡")),
      (.wipeLeft, phrase.has("wipe", "wipes", "擦除")), (.slideLeft, phrase.has("slide", "滑动转场")),
      (
        .crossfade,
        phrase.has("crossfade", "cross-fade", "dissolve", "transition", "transitions", "转场", "叠化")
      ),
    ]
    guard phrase.has("add", "put", "use", "with", "make", "加", "添加", "加上", "使用", "用"),
      let kind = kinds.first(where: { $0.1 })?.0
    else { return nil }
    return .transition(kind, length: phrase.lengths.first ?? Milliseconds(500))
  }

  private static func trim(_ phrase: Phrase) -> AgentRequest? {
    let isSet = phrase.has("long") && phrase.has("make it", "make the video", "make this")
    guard
      isSet
        || phrase.has(
          "trim", "cut", "shorten", "crop the end", "chop", "剪掉", "剪短", "裁剪", "缩短", "剪到", "截掉", "去掉"
        ),
      let length = phrase.lengths.first
    else { return nil }
    let clip = phrase.clips.first
    if phrase.has("first", "beginning", "start", "开头", "前面", "最前", "前") {
      return .trim(clip: isOrdinal(phrase) ? clip : nil, .first(length))
    }
    if phrase.has("last", "end", "ending", "结尾", "末尾", "最后", "后面") {
      return .trim(clip: isOrdinal(phrase) ? clip : nil, .last(length))
    }
    return .trim(clip: clip, .to(length))
  }

  /// Whether "first" or "last" counts clips: it does not in "the first 2 seconds".
  private static func isOrdinal(_ phrase: Phrase) -> Bool { !phrase.clips.isEmpty }

  private static func remove(_ phrase: Phrase) -> AgentRequest? {
    guard
      phrase.has(
        "remove", "delete", "get rid of", "drop", "take out", "删除", "删掉", "去掉", "移除", "不要"),
      phrase.lengths.isEmpty, let part = part(phrase), part != .clip(nil)
    else { return nil }
    return .remove(part)
  }

  private static func move(_ phrase: Phrase) -> AgentRequest? {
    if phrase.has("swap", "exchange", "交换", "对调"), phrase.clips.count == 2 {
      return .move(clip: phrase.clips[0], to: phrase.clips[1])
    }
    guard
      phrase.has("move", "put", "reorder", "place", "bring", "移到", "移动", "放到", "放在", "挪到", "调到"),
      let clip = phrase.clips.first
    else { return nil }
    if phrase.has("front", "beginning", "start", "first place", "最前面", "最前", "开头", "第一位") {
      return .move(clip: clip, to: 1)
    }
    if phrase.has("to the end", "at the end", "end", "last place", "最后面", "末尾", "结尾", "最后") {
      return .move(clip: clip, to: -1)
    }
    if let place = phrase.place { return .move(clip: clip, to: place) }
    return phrase.clips.count == 2 ? .move(clip: clip, to: phrase.clips[1]) : nil
  }

  private static func title(_ phrase: Phrase) -> AgentRequest? {
    guard phrase.has("title", "text", "caption", "标题", "文字", "字幕"),
      phrase.has("add", "put", "insert", "show", "write", "with", "加", "添加", "加上", "插入", "写"),
      let text = phrase.quoted ?? phrase.said(after: titleLeads)
    else { return nil }
    let lengths = phrase.lengths
    let start = startTime(phrase)
    let length = start == nil ? lengths.first : lengths.dropFirst().first
    return .addTitle(text, at: start, length: length ?? Milliseconds(3000))
  }

  /// What stands before a title's text, the longer first.
  private static let titleLeads = [
    "the title is", "the title", "a title saying", "a title that says", "a title", "titled",
    "title:", "title",
    "text saying", "the text", "text", "caption", "标题是", "标题为", "标题叫", "标题：", "标题", "文字是", "文字",
    "字幕",
  ]

  /// The time that "at 5 seconds" and "在第5秒" name.
  private static func startTime(_ phrase: Phrase) -> Milliseconds? {
    let isNamed = phrase.lower.firstMatch(
      of: /(?:\bat|\bfrom|在第?) ?[0-9]+(?:\.[0-9]+)? ?-?(?:s|sec|秒)/)
    return isNamed == nil ? nil : phrase.lengths.first
  }

  private static func uploads(_ phrase: Phrase) -> AgentRequest? {
    let isMine = phrase.has(
      "my clips", "my clip", "my video", "my videos", "my photos", "my photo", "my images",
      "my files",
      "my footage", "uploaded", "upload", "上传", "我的素材", "我的视频", "我的照片", "这些素材")
    return isMine ? .useUploads : nil
  }

  private static func music(_ phrase: Phrase) -> AgentRequest? {
    guard part(phrase) == .music,
      phrase.has(
        "add", "put", "generate", "create", "make", "with", "use", "need", "want", "加", "添加", "配",
        "配上", "生成",
        "加上", "换")
    else { return nil }
    return .addMusic(musicStyle(phrase) ?? "Background")
  }
}
