/// Why a file was not downloaded.
///
/// Nothing is at its destination then but what was there before.
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

  /// Another process is downloading to the same destination.
  case busy(path: String)

  /// The error in words.
  public var description: String {
    switch self {
    case .transport(let error): error.description
    case .refused(let status): "the server refused the download with status \(status)"
    case .wrongLength(let expected, let actual):
      "the download has \(actual) bytes where \(expected) were announced; try again"
    case .tooLong(let limit): "the file is longer than \(limit) bytes"
    case .rejected(let reason): "the download was not accepted: \(reason)"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
    case .busy(let path): "another process is downloading \(path)"
    }
  }
}
