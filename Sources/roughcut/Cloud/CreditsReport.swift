import CloudAPI

/// What can be spent: `roughcut.credits/1`.
struct CreditsReport: ServiceReport {
  static let schema = "roughcut.credits/1"

  let available: Double
  let frozen: Double
  let total: Double

  init(_ balance: CreditBalance) {
    available = balance.available
    frozen = balance.frozen
    total = balance.total
  }

  var lines: [String] {
    let reserved = frozen == 0 ? "" : ", and \(Credits.words(frozen)) reserved by work under way"
    return ["\(Credits.words(available)) to spend\(reserved)"]
  }
}

/// Amounts of credits in words.
enum Credits {
  /// `1 credit`, `12.5 credits`.
  static func words(_ amount: Double) -> String {
    amount == 1 ? "1 credit" : "\(amount.plain) credits"
  }
}

extension Double {
  /// To two places, without zeros that say nothing: `12.5`, `10`.
  var plain: String {
    let rounded = (self * 100).rounded() / 100
    return Int64(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
  }
}

/// The credits around a piece of work.
struct CreditsSpent: Encodable, Sendable {
  let before: Double?
  let after: Double?
  /// Reserved by work that is still under way.
  let frozen: Double?

  /// What has gone; nothing where it is not known.
  var spent: Double? {
    guard let before, let after else { return nil }
    return before - after
  }

  init(before: Double?, after: CreditBalance?) {
    self.before = before
    self.after = after?.total
    frozen = after?.frozen
  }

  private enum CodingKeys: String, CodingKey { case before, after, frozen, spent }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(before, forKey: .before)
    try container.encodeIfPresent(after, forKey: .after)
    try container.encodeIfPresent(frozen, forKey: .frozen)
    try container.encodeIfPresent(spent, forKey: .spent)
  }

  /// A line for people; nothing where nothing is known.
  var sentence: String? {
    guard let spent, let after else { return nil }
    let reserved = (frozen ?? 0) == 0 ? "" : " (\((frozen ?? 0).plain) of them reserved)"
    return "\(Credits.words(spent)) spent, \(after.plain) left\(reserved)"
  }
}
