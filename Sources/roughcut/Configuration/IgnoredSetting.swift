/// What a configuration file says that is not in force, and why.
struct IgnoredSetting: Encodable, Sendable {
  /// The file.
  let file: String
  /// The setting; `nil` if the whole file is ignored.
  let setting: String?
  /// Why, without a full stop.
  let reason: String

  /// One line for people.
  var line: TerminalText {
    setting.map { "\(file): \($0) is ignored: \(reason)" } ?? "\(file) is ignored: \(reason)"
  }
}
