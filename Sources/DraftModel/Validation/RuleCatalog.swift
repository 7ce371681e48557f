/// The rules there are.
public enum RuleCatalog {
  /// Every rule, in the order of the rules page.
  public static let all: [any Rule] = [
    // What a draft is made of
    EmptyDraftRule(), UnsettledMergeRule(), MissingMemberRule(), WrongTypeRule(), OutOfRangeRule(),
    UnknownWordRule(), UnknownTrackTypeRule(), TwoSpellingsRule(), UnreadMemberRule(), DuplicateIDRule(),
    // Time
    FractionalTimeRule(), NegativeTimeRule(), ExcessiveTimeRule(), EmptySegmentRule(),
    OverlapRule(), BaseTrackGapRule(), BeyondEndRule(), DurationMismatchRule(),
    // Cuts and motion
    EmptyTransitionRule(), TransitionNotAtCutRule(), TransitionTooLongRule(),
    TransitionHandlesRule(), KeyframeOutsideRule(), KeyframesUnorderedRule(),
    // Picture
    NeverVisibleRule(), CanvasTooLargeRule(), CanvasOddRule(), AspectMismatchRule(),
    // Media
    MissingMediaRule(), UnreachableMediaRule(), AmbiguousMediaRule(), UnsupportedMediaRule(),
    RefusedMediaRule(), MediaTooLargeRule(), SourceRangeRule(),
    // Text
    TextOutsideSafeAreaRule(), TextTooSmallRule(), TextTooBriefRule(), TextWithoutFontRule(),
    LowContrastRule(),
    // Sound
    CompetingSoundsRule(), LikelyClippingRule(), SilentDraftRule(),
  ]

  /// The rule of this name.
  public static func rule(_ id: RuleID) -> (any Rule)? { all.first { $0.id == id } }
}
