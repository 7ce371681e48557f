import JSONTree

extension ValidationContext {
  /// A finding of `rule` for every title whose fonts depart in a way that `isMeant` names; none if the
  /// fonts were not asked.
  func fontFindings(
    of rule: some Rule, at key: DraftKey, where isMeant: (FontDeparture) -> Bool
  ) -> [Finding] {
    guard let fonts = environment.fonts else { return [] }
    return timeline.shown(.text).flatMap { _, segment -> [Finding] in
      guard let use = segment.textUse, !use.text.isEmpty else { return [] }
      return fonts(use).filter(isMeant).map { departure in
        rule.finding(
          at: styleNode(key, of: segment), departure.message, advice: departure.advice)
      }
    }
  }

  /// The value of a member of a title or of its style, else the title.
  private func styleNode(_ key: DraftKey, of segment: Timeline.Segment) -> JSONNode {
    let style = node(.style, of: segment)
    return draft.keys.field(key, in: style)?.node ?? node(key, of: segment)
  }
}

extension Finding {
  /// Whether it says that this machine's fonts do not draw a title as it asks.
  public var isAboutFonts: Bool {
    [.textWithoutFont, .fontNotInstalled, .fontStyleMissing, .textTooLong].contains(rule)
  }
}
