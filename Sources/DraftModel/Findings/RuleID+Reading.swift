// The rules that reading and resolving a draft can break. Each is documented where it is named.

extension RuleID {
  /// A member has a type the format does not give it: `"d": "ten"`.
  public static let wrongType = RuleID(rawValue: "wrong-type")
  /// A number lies outside the range the format gives it; the nearest value is used.
  public static let outOfRange = RuleID(rawValue: "out-of-range")
  /// A time is not a whole number of milliseconds; it is rounded half up.
  public static let fractionalTime = RuleID(rawValue: "fractional-time")
  /// A time or length is negative.
  public static let negativeTime = RuleID(rawValue: "negative-time")
  /// A time is beyond what any cut can use; it is refused.
  public static let excessiveTime = RuleID(rawValue: "excessive-time")
  /// A member that the format needs is absent.
  public static let missingMember = RuleID(rawValue: "missing-member")
  /// A word is none of those the format knows: a transition, an effect, an ease.
  public static let unknownWord = RuleID(rawValue: "unknown-word")
  /// The draft has a track whose type is not drawn.
  public static let unknownTrackType = RuleID(rawValue: "unknown-track-type")
  /// A segment lasts no time.
  public static let emptySegment = RuleID(rawValue: "empty-segment")
  /// A transition lasts no time.
  public static let emptyTransition = RuleID(rawValue: "empty-transition")
  /// A segment lies partly or wholly beyond the draft's `d` and is not rendered there.
  public static let beyondEnd = RuleID(rawValue: "beyond-end")
  /// Two segments of one track overlap; the later start wins.
  public static let overlap = RuleID(rawValue: "overlap")
  /// Two spellings of one meaning stand side by side; the first of the table is used.
  public static let twoSpellings = RuleID(rawValue: "two-spellings")
  /// Nothing reads this member, so the preview cannot show it.
  public static let unreadMember = RuleID(rawValue: "unread-member")
  /// The draft has nothing to show.
  public static let emptyDraft = RuleID(rawValue: "empty-draft")
}

extension Finding {
  /// Whether it says that the preview cannot show a part of the draft, because nothing reads it.
  public var isAboutUnread: Bool { rule == .unreadMember || rule == .unknownTrackType }
}
