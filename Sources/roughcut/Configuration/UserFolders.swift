import Foundation

/// Where this program keeps things, by the XDG base directory specification.
struct UserFolders {
  /// What can be made again: chunks, facts.
  let cache: String
  /// What the user wrote.
  let configuration: String

  /// Places the folders; a relative path in a variable is invalid by the specification and ignored.
  init(_ environment: [String: String]) {
    let home = environment["HOME"] ?? NSHomeDirectory()
    func folder(_ variable: String, _ fallback: String) -> String {
      if let path = environment[variable], path.hasPrefix("/") { return path + "/roughcut" }
      return home + fallback + "/roughcut"
    }
    cache = folder("XDG_CACHE_HOME", "/.cache")
    configuration = folder("XDG_CONFIG_HOME", "/.config")
  }
}
