import Foundation

/// Knows the processes of one run by a variable in their environment, which children inherit, so that those
/// that left the program's session or lost their parent are found too.
///
/// Elsewhere than on Linux other processes' environments are not to be had, and only the session is ended.
struct ProcessMark: Sendable {
  /// The variable's name.
  static let variable = "ROUGHCUT_TEST_RUN"
  /// Its value, which no other run has.
  let value = UUID().uuidString

  /// A process that multiplies is chased so many times.
  private static let mostRounds = 100

  /// Kills every process that carries the mark.
  ///
  /// - Returns: How many there were.
  func endAll() -> Int {
    var ended: Set<pid_t> = []
    for _ in 0..<Self.mostRounds {
      let found = carriers()
      if found.isEmpty { break }
      for process in found {
        kill(process, SIGKILL)
        ended.insert(process)
      }
    }
    return ended.count
  }

  /// The living processes that carry the mark.
  private func carriers() -> [pid_t] {
    #if os(Linux)
      let wanted = Array("\(Self.variable)=\(value)".utf8)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }.filter { process in
        guard process != getpid(),
          let bytes = FileManager.default.contents(atPath: "/proc/\(process)/environ")
        else { return false }
        return bytes.split(separator: 0).contains { $0.elementsEqual(wanted) }
      }
    #else
      return []
    #endif
  }
}
