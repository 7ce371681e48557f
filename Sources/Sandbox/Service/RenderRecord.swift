import Foundation

/// A render as it's kept.
struct RenderRecord: Codable, Sendable {
  enum Phase: String, Codable, Sendable { case pending, processing, completed, failed }

  /// The id that the client chose.
  let id: String
  /// The name of its folder, and the part of its output's address that nobody guesses.
  let key: String
  let sessionID: String
  let userID: String
  let createdAt: Date
  var phase = Phase.pending
  /// How much is done, 0 to 100.
  var progress = 0
  var completedAt: Date?
  var durationSeconds: Double?
  var sizeBytes: Int64?
  var error: String?

  var isOver: Bool { phase == .completed || phase == .failed }
}
