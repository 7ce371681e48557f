public import Foundation

/// Whose files are read as settings and as cases that name programs: the user's and root's, as git decides.
public enum ForeignOwner {
  /// Why a file of these facts is not read; `nil` if it belongs to the user or to root.
  public static func reason(_ facts: stat) -> String? {
    guard facts.st_uid != geteuid(), facts.st_uid != 0 else { return nil }
    let name = getpwuid(facts.st_uid).map { String(cString: $0.pointee.pw_name) }
    return "it belongs to another user, \(name ?? "number \(facts.st_uid)")"
  }
}
