import DraftModel
import Foundation

extension WholeFile {
  /// How old a file must be that nobody finishes any more, in seconds: an hour.
  private static let leftoverAge = 3600.0

  /// Removes what writers of `target` that were killed have left beside it.
  ///
  /// A process that ends by a signal it cannot meet leaves its unfinished file under a hidden name. The next one
  /// that writes the same file takes it away once it is an hour old. Nothing is said of what cannot be removed.
  public static func removeLeftovers(of target: String) {
    let url = URL(fileURLWithPath: target)
    let folder = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let wanted = ExactText(nameEnd(of: url.lastPathComponent))
    for name in names {
      guard let final = finalName(ofStaging: name[...]), ExactText(String(final)) == wanted else {
        continue
      }
      let path = folder + "/" + name
      let facts = try? FileManager.default.attributesOfItem(atPath: path)
      guard facts?[.type] as? FileAttributeType == .typeRegular,
        let changed = facts?[.modificationDate] as? Date,
        -changed.timeIntervalSinceNow > leftoverAge
      else { continue }
      unlink(path)
    }
  }
}
