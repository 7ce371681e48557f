import CloudAPI
import HTTPTransport

/// Where what belongs to one service is kept: its token, and the ledger of what was asked of it.
///
/// The published service has the state folder itself. Any other, such as a sandbox, has a folder of its own there, so that
/// trying it costs neither the token, of which there is one a week, nor the sessions of the other.
struct ServicePlaces {
  /// The folder.
  let folder: String

  /// The ledger.
  var ledger: String { folder + "/ledger.sqlite" }

  /// The token.
  var token: String { folder + "/token.json" }

  /// Places what belongs to the service at `apiURL`.
  ///
  /// All services on this machine have one folder: a sandbox comes up at another port each time.
  init(state: String, apiURL: String) {
    guard apiURL != CloudConfiguration.publishedAPI else {
      folder = state
      return
    }
    let origin = HTTPOrigin(url: apiURL)
    let name =
      origin.map { $0.isLoopback ? "loopback" : "\($0.host)-\($0.port)" } ?? "unknown"
    let isPlain = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0))
    }
    folder = state + "/services/" + (isPlain ? name : "unknown")
  }
}
