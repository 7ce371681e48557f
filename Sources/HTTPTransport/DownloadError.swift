/// Why a file was not downloaded.
///
/// Its destination holds what it held before.
public enum DownloadError: Error, Hashable, Sendable, CustomStringConvertible {
  case transport(TransportError)

  /// The server answered with a status that brings no file.
  case refused(status: Int)

  /// The file that arrived has another length than was announced, in bytes.
  case wrongLength(expected: Int64, actual: Int64)

  /// The file is longer than its caller takes, in bytes.
  case tooLong(limit: Int64)

  /// The caller's check did not accept the file.
  case rejected(reason: String)

  /// The partial file beside the destination can't be written.
  case cannotWrite(path: String, reason: String)

  /// Another process downloads to the same destination, and no byte came for as long as was waited, in seconds.
  case busy(path: String, seconds: Int)

  /// A file that is not to be replaced has got the destination's name since the name was chosen.
  case nameTaken(path: String)

  /// What happened, and what to do next.
  public var description: String {
    switch self {
    case .transport(let error): error.description
    case .refused(let status):
      "the server refused the download with status \(status); check that the address is still valid"
    case .wrongLength(let expected, let actual):
      "the download has \(actual) bytes, and \(expected) were announced; try again"
    case .tooLong(let limit):
      "the file is longer than \(limit) bytes, the most that is taken"
    case .rejected(let reason): "the download was not accepted: \(reason)"
    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason); free space there, or choose another place"
    case .busy(let path, let seconds):
      "another process is downloading \(path), and received nothing for \(seconds) s; end it, or try "
        + "again later"
    case .nameTaken(let path):
      "a file that was not there before has the name \(path) now, and is left as it is; move it away, "
        + "or choose another name with -o"
    }
  }
}
