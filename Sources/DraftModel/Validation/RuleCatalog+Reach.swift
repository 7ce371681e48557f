extension RuleCatalog {
  /// The rules that can find nothing new in a segment unless it, what plays at the same time, or its neighbour on the
  /// track has changed. All others are asked about the draft as a whole.
  static let local: Set<RuleID> = [
    .baseTrackGap, .transitionNotAtCut, .transitionTooLong, .transitionHandles, .keyframeOutside,
    .keyframesUnordered, .neverVisible, .aspectMismatch, .sourceRange, .missingMedia,
    .unreachableMedia, .ambiguousMedia, .unsupportedMedia, .refusedMedia, .mediaTooLarge,
    .textOutsideSafeArea, .textTooSmall, .textTooBrief, .textWithoutFont, .lowContrast,
    .competingSounds, .likelyClipping,
  ]
}
