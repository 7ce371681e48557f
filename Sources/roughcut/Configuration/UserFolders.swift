import Foundation

/// Where this program keeps things, by the XDG base directory specification.
struct UserFolders {
  /// What can be made again: chunks, facts.
  let cache: String
  /// What the user wrote.
  let configuration: String
  /// What is remembered from run to run: the ledger, the token, what was previewed.
  let state: String
  /// Where the client id is, as published for all programs that speak to the service.
  let clientID: String
  /// The home folder, without a slash at its end.
  let home: String

  /// Places the folders; a relative path in a variable is invalid by the specification and ignored.
  init(_ environment: [String: String]) {
    let home = environment["HOME"] ?? NSHomeDirectory()
    self.home = home
    clientID = home + "/.config/nemovideo/client_id"
    func folder(_ variable: String, _ fallback: String) -> String {
      if let path = environment[variable], path.hasPrefix("/") { return path + "/roughcut" }
      return home + fallback + "/roughcut"
    }
    cache = folder("XDG_CACHE_HOME", "/.cache")
    configuration = folder("XDG_CONFIG_HOME", "/.config")
    state = folder("XDG_STATE_HOME", "/.local/state")
  }
}
