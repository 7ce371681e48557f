/// What was asked of the sandbox: for those who test a client, never for the client itself.
///
/// Kept as `counts.json` in the state folder.
struct ActivityCounts: Codable, Sendable {
  /// Requests by call, refused ones included.
  var calls: [String: Int] = [:]
  /// Accepted messages by session.
  var messages: [String: Int] = [:]
  /// Submissions by render id, repeated ones included; more than 1 is a double submission.
  var submissions: [String: Int] = [:]
  /// Renders that were begun, by render id; never more than 1 but after a restart.
  var renders: [String: Int] = [:]
  /// Files taken, by session.
  var uploads: [String: Int] = [:]
  /// Faults that were injected.
  var faults: [String: Int] = [:]
}
