import DraftModel
import Foundation

extension AgentRequest {
  /// "generate a 10 second city timelapse with lo-fi music and the title Urban Dreams".
  static func generate(_ phrase: Phrase) -> AgentRequest? {
    guard let body = order(phrase) else { return nil }
    var clip = Clip(prompt: "")
    if let length = phrase.lengths.first { clip.length = length }
    clip.music = musicStyle(phrase)
    clip.title = title(in: phrase)
    // What is quoted is the prompt itself, unless it's the title.
    let quoted = clip.title == nil ? phrase.quoted : nil
    clip.prompt = quoted ?? prompt(of: body)
    // "generate lo-fi music" and "make a copy of clip 1" ask for no clip.
    guard !clip.prompt.isEmpty, !isAboutAPart(clip.prompt) else { return nil }
    return lengths.contains(clip.length) ? .generate(clip) : .clipLength(clip.length)
  }

  /// The lengths of clips that are made, as such services have them.
  static let lengths = Milliseconds(1000)...Milliseconds(60_000)

  /// What follows the verb that asks for something new; nil where none does.
  private static func order(_ phrase: Phrase) -> Substring? {
    let english =
      /\b(?:generate|create|produce|render|film|make|i want|i need|give me) (?:me )?(?:an? |another |one |some )(.+)/
      .ignoresCase().dotMatchesNewlines()
    if let match = phrase.text.firstMatch(of: english) { return match.1 }
    let plain = /\b(?:generate|create) ((?:[a-z0-9]).+)/.ignoresCase().dotMatchesNewlines()
    if let match = phrase.text.firstMatch(of: plain), !phrase.has("the music", "the title") {
      return match.1
    }
    let chinese = /(?:生成|制作|创作|创建|做|拍|来)(?:出)?(?:一个|一段|一条|一部|个|段|条)(?:关于|有关)?(.+)/
    return phrase.text.firstMatch(of: chinese)?.1
  }

  /// The description without its length, its music and its title.
  private static func prompt(of body: Substring) -> String {
    var rest = String(body)
    for separator in [
      " with ", " featuring ", ", ", "，", "。", "；", ",", "配上", "配", "加上", "并", " and the title",
      " titled ",
    ] {
      if let range = rest.range(of: separator, options: .caseInsensitive) {
        rest = String(rest[..<range.lowerBound])
      }
    }
    rest = rest.replacing(
      /(?:half an?|[0-9][0-9.,]*|[零〇一二两三四五六七八九十百千万亿]+|(?:(?:an?|and|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)[ -])*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion))[ -]?(?:seconds?|secs?|s|minutes?|hours?|秒钟|秒|分钟|小时)(?:[ -]long)?(?![a-z])(?:的)?/
        .ignoresCase(), with: "")
    rest = rest.trimmingCharacters(in: .whitespaces)
    let covers =
      /^(?:(?:short |long |new |ai |promo |promotional )?(?:video|clip|movie|film|animation|shot) (?:of|about|showing|from|for) (?:an? |the )?|关于)/
      .ignoresCase()
    rest = rest.replacing(covers, with: "")
    rest = rest.replacing(/(?:的)?(?:视频|短片|片段|影片|动画)$/, with: "")
    rest = rest.replacing(/[ ](?:video|clip)$/.ignoresCase(), with: "")
    return rest.trimmingCharacters(in: CharacterSet(charactersIn: " .!?！？:：\"“”"))
  }

  private static func isAboutAPart(_ prompt: String) -> Bool {
    let phrase = Phrase(prompt)
    return phrase.has(
      "music", "bgm", "soundtrack", "song", "title", "caption", "fade", "crossfade", "transition",
      "cut", "copy", "backup", "undo", "音乐", "配乐", "标题", "字幕", "淡入", "淡出", "转场", "副本", "拷贝")
      || !phrase.clips.isEmpty
  }

  /// The style of the music that is asked for, as a name: `Lo-fi`.
  static func musicStyle(_ phrase: Phrase) -> String? {
    let english =
      /([a-z][a-z\-' ]*?) (?:background )?(?:music|soundtrack|bgm|song|beats?)\b/
      .ignoresCase()
    if let match = phrase.text.firstMatch(of: english) {
      let fillers: Set = [
        "with", "and", "add", "some", "a", "an", "the", "to", "use", "generate", "create", "make",
        "put",
        "background", "want", "need", "i", "it", "please", "more", "new", "my", "change", "replace",
        "me",
      ]
      // The style is what stands right before the word, back to the first filler.
      let words = match.1.split(separator: " ").reversed()
        .prefix { !fillers.contains($0.lowercased()) }.prefix(3).reversed()
      return words.isEmpty ? "Background" : named(words.joined(separator: " "))
    }
    let chinese =
      /(?:配上|配|加上|添加|加|带有|带|用|换成|生成|和)(?:一段|一首|一些|点)?([^，,。的]*?)(?:风格)?的?(?:背景)?(?:音乐|配乐|BGM)/
    if let match = phrase.text.firstMatch(of: chinese) {
      let style = match.1.trimmingCharacters(in: .whitespaces)
      return style.isEmpty ? "背景音乐" : named(style)
    }
    return phrase.has("music", "bgm", "音乐", "配乐") ? "Background" : nil
  }

  /// With its first letter large.
  private static func named(_ style: String) -> String {
    style.prefix(1).uppercased() + style.dropFirst()
  }

  /// The title that a generation is to have.
  private static func title(in phrase: Phrase) -> String? {
    guard phrase.has("title", "titled", "called", "标题", "名为", "题为") else { return nil }
    if let quoted = phrase.quoted { return quoted }
    let said = phrase.said(after: [
      "the title is", "the title", "a title saying", "a title", "titled", "called", "title:",
      "title", "标题是", "标题为", "标题叫", "标题：", "标题", "名为", "题为",
    ])
    // "titled Dawn and calm music" goes on with the music.
    for joint in [" and ", " with "] {
      if let said, let range = said.range(of: joint),
        musicStyle(Phrase(String(said[range.upperBound...]))) != nil
      {
        return String(said[..<range.lowerBound])
      }
    }
    return said
  }
}
