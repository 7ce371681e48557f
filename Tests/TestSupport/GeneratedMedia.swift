public import Foundation
import Synchronization

/// The media of `scripts/make-media`, made when a test first asks for them.
///
/// The script itself lets one process make while others wait, and leaves alone what is made already.
public enum GeneratedMedia {
  /// The folder of the set.
  public static let folder = Repository.fixture("media/generated")

  /// A file of the set by name; makes it where it is missing or of an older script.
  public static func file(_ name: String) throws -> URL {
    try files([name])
    return folder.appending(path: name)
  }

  /// What this process has asked for already.
  private static let made = Mutex<Set<String>>([])

  /// Makes several files of the set, and asks the script once for each; all of it when `names` is empty.
  public static func files(_ names: [String] = []) throws {
    let lacking = made.withLock { made in names.filter { !made.contains($0) } }
    guard names.isEmpty || !lacking.isEmpty else { return }
    let script = Repository.root.appending(path: "scripts/make-media").path
    _ = try Shell.output(of: "python3", [script] + (lacking.isEmpty ? [] : ["--only"] + lacking))
    made.withLock { $0.formUnion(lacking) }
  }
}
