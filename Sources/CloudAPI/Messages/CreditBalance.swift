import JSONTree

/// What can be spent, in credits.
public struct CreditBalance: Hashable, Sendable {
  /// Free to spend.
  public let available: Double

  /// Reserved by work in progress.
  public let frozen: Double

  /// Both together.
  public var total: Double { available + frozen }

  /// Makes a balance.
  public init(available: Double, frozen: Double) {
    self.available = available
    self.frozen = frozen
  }

  init?(payload: JSONNode) {
    guard let available = payload["available"]?.amount else { return nil }
    self.init(available: available, frozen: payload["frozen"]?.amount ?? 0)
  }
}

/// What work costs, approximately, as published.
public enum PublishedCost {
  /// Generating one clip, in credits.
  public static let generation: Double = 100

  /// Editing in one session, in credits.
  public static let editing: Double = 50

  /// Exporting, in credits.
  public static let export: Double = 0
}
