import DraftModel
import MediaLibrary

/// One side of a path in git's external diff: a file with its content, and the mode that git keeps of it.
struct GitFileVersion {
  private let file: String
  private let mode: String

  /// Names a version.
  ///
  /// - Parameters:
  ///   - file: The file with the content; `/dev/null` if the path is not on this side.
  ///   - mode: The mode in octal, such as `100644`; `.` if it is not known.
  init(file: String, mode: String) {
    self.file = file
    self.mode = mode
  }

  /// The longest path that a symbolic link is read for, in bytes; Linux's own limit.
  private static let longestLink = 4096

  private var exists: Bool { file != "/dev/null" }

  /// Whether the version is a symbolic link.
  var isLink: Bool { exists && mode == "120000" }

  /// The draft in the file; `nil` if the path is not on this side.
  func draft(_ keys: KeyTable) throws -> Draft? {
    exists ? try InputFile(literal: file).draft(keys) : nil
  }

  /// A short description: where a link points to, or that there is a draft; `nil` if the path is not on this side.
  func description(_ keys: KeyTable) throws -> String? {
    guard exists else { return nil }
    guard isLink else { return "draft" }
    do throws(FileError) {
      // Git writes where the link points to as the content of a file.
      let target = try WholeFile.read(InputFile(literal: file).path, limit: Self.longestLink)
      return "link to \(String(decoding: target, as: UTF8.self))"
    } catch {
      throw CommandFailure(error, advice: "see \"git diff --no-ext-diff\"")
    }
  }

  /// The change of mode between two versions that are both there, in git's own words; `nil` if there is none.
  func modeChange(to new: GitFileVersion) -> String? {
    guard exists, new.exists, mode != new.mode, mode != ".", new.mode != "." else { return nil }
    return "mode \(mode) → \(new.mode)"
  }
}
