/// The folder that media must be in, and who named it.
struct MediaRoot: Sendable {
  /// The folder.
  let folder: String
  /// Whether the user named it or one around it, which lets files in it leave this machine; a project's own file only
  /// narrows what may be opened.
  let isUsers: Bool

  /// A folder that the user names on the command line; `nil` if none is named.
  static func named(_ folder: String?) -> MediaRoot? {
    folder.map { MediaRoot(folder: $0, isUsers: true) }
  }
}
