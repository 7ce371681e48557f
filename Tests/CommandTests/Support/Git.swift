import TestSupport

/// The git of this machine.
enum Git {
  /// Whether there is one.
  static let isThere = (try? Shell.run("git", ["--version"]))?.status == 0
}
