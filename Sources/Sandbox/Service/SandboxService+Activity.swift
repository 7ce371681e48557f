import Foundation

extension SandboxService {
  /// Counts a call and the faults that strike it, and writes both down.
  ///
  /// No token, no body and no id goes into the log.
  func note(_ call: SandboxCall, _ strikes: [SandboxFault.Kind]) {
    let faults = strikes.map { SandboxFault($0, at: call).description }
    count { counts in
      counts.calls[call.rawValue, default: 0] += 1
      for fault in faults { counts.faults[fault, default: 0] += 1 }
    }
    let line = ([Self.text(clock.now()), call.rawValue] + faults).joined(separator: " ") + "\n"
    let descriptor = open(folder.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = Array(line.utf8)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
  }
}
