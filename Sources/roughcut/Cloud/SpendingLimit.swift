import CloudAPI
import Synchronization

/// The most credits that a command, or a conversation, may spend.
final class SpendingLimit: Sendable {
  private let limit: Double?
  private let spent = Mutex(0.0)

  /// A limit in credits; nothing for none.
  init(_ limit: Double?) { self.limit = limit }

  /// Stops before work that may cost too much.
  ///
  /// - Parameters:
  ///   - cost: What it may cost, by the published prices.
  ///   - balance: The credits there are; nothing where they could not be seen.
  /// - Throws: ``CommandFailure``.
  func check(_ cost: Double, for what: String, balance: CreditBalance?) throws {
    guard let limit, cost > 0 else { return }
    let rest = limit - spent.withLock { $0 }
    guard cost <= rest else {
      throw CommandFailure(
        "\(what) may cost about \(Credits.words(cost)) by the published prices, and --max-credits "
          + "leaves \(max(rest, 0).plain); nothing was sent. Raise --max-credits, or ask for less")
    }
    guard let balance else {
      throw CommandFailure(
        "the balance cannot be seen, and with --max-credits nothing is spent unseen; nothing was "
          + "sent. Try again later, or leave --max-credits out")
    }
    guard cost <= balance.available else {
      throw CommandFailure(
        "\(what) may cost about \(Credits.words(cost)) by the published prices, and there are "
          + "\(balance.available.plain) to spend; nothing was sent. Top up credits in your account, or "
          + "ask for less")
    }
  }

  /// Notes what was spent, and what is still reserved for the same work.
  func note(_ credits: CreditsSpent) {
    let amount = max(credits.spent ?? 0, 0) + (credits.frozen ?? 0)
    spent.withLock { $0 += amount }
  }
}
