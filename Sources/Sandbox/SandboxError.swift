/// Why a sandbox can't run.
public enum SandboxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The state folder can't be used.
  case unusableFolder(path: String, reason: String)

  /// Another sandbox runs on the same folder.
  case folderInUse(path: String)

  /// No connections can be taken at the port.
  case cannotListen(port: UInt16, reason: String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .unusableFolder(let path, let reason):
      "the sandbox cannot keep its state in \(path): \(reason); name another folder"
    case .folderInUse(let path):
      "another sandbox runs on \(path); stop it, or name another folder"
    case .cannotListen(let port, let reason):
      "the sandbox cannot listen on 127.0.0.1:\(port): \(reason); name another port, or 0 for any"
    }
  }
}
