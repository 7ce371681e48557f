import Foundation

/// Tells whether a program that was started with a word of its own still runs; on Linux.
public enum LivingProcesses {
  /// How many processes have `word` among their arguments.
  public static func count(with word: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard Int(name) != nil,
        let bytes = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
      else { return false }
      return bytes.split(separator: 0).contains { $0.elementsEqual(word.utf8) }
    }.count
  }

  /// Two hours and a fraction of a second, for `sleep`, as no other test has it: on a busy machine a test can wait for
  /// many others before it looks.
  public static func ownSeconds() -> String { "7200.\(UInt64.random(in: 1...UInt64.max))" }
}
