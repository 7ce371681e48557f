public import Foundation

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

  /// Makes several files of the set; all of it when `names` is empty.
  public static func files(_ names: [String] = []) throws {
    let script = Repository.root.appending(path: "scripts/make-media").path
    _ = try Shell.output(of: script, names.isEmpty ? [] : ["--only"] + names)
  }
}
