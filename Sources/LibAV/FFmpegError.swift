internal import CFFmpeg

/// Why a call into FFmpeg, or a check around one, did not give what was asked for.
public struct FFmpegError: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// FFmpeg answered with this status, which is below zero.
    case status(code: Int32, meaning: String)
    /// Memory ran out.
    case outOfMemory
    /// FFmpeg did not know these of our settings.
    case unknownOptions([String])
    /// The path names a pipe, a device, a directory or a socket.
    case notARegularFile
    /// The file is of a container that is not opened, such as a playlist that would lead elsewhere.
    case containerRefused(name: String)
    /// The file has nothing of this kind.
    case streamMissing(StreamKind)
    /// This build of FFmpeg lacks the codec.
    case codecMissing(name: String)
    /// A library of FFmpeg that is loaded when needed is not on this machine.
    case libraryMissing(name: String)
    /// Nothing in the stream could be decoded.
    case nothingDecodes
    /// The file is a medium of a known form that this FFmpeg does not read; the text is its plural name.
    case formatUnsupported(String)
    /// The file is of a known form that is no picture, sound or video; the text is its plural name.
    case notMedium(String)
    /// The file cannot be read, and the text says why.
    case unreadable(String)
    /// A setting is outside what can be done; the text says which and why.
    case badSetting(String)
  }

  /// The kinds of stream that are read.
  public enum StreamKind: String, Hashable, Sendable {
    /// Pictures.
    case video
    /// Sound.
    case audio
  }

  /// What went wrong.
  public let reason: Reason
  /// The C function or the step that failed.
  public let operation: String
  /// The file that was being read or written.
  public var file: String?
  /// The last line that FFmpeg logged on this thread before it failed.
  public let logLine: String?

  init(_ reason: Reason, operation: String, file: String? = nil, logLine: String? = nil) {
    self.reason = reason
    self.operation = operation
    self.file = file
    self.logLine = logLine
  }

  /// FFmpeg's status, when it was FFmpeg that refused.
  public var code: Int32? {
    if case .status(let code, _) = reason { return code }
    return nil
  }

  /// The same error, which happened on `path`, unless a file is named already.
  func on(_ path: String) -> FFmpegError {
    var located = self
    if located.file == nil { located.file = path }
    return located
  }
}

extension FFmpegError: CustomStringConvertible {
  /// One line: the file, what went wrong, in which call, and what FFmpeg said about it.
  public var description: String {
    var text = file.map { "\($0): " } ?? ""
    text += "\(reason) (\(operation))"
    if let logLine { text += ": \(logLine)" }
    return text
  }
}

extension FFmpegError.Reason: CustomStringConvertible {
  /// What went wrong, in words and without the place.
  public var description: String {
    switch self {
    case .status(let code, _) where code == roughcut_AVERROR_INVALIDDATA:
      "it is damaged, cut short, or not a medium"
    case .status(_, let meaning): meaning
    case .outOfMemory: "out of memory"
    case .unknownOptions(let names): "unknown options \(names.joined(separator: ", "))"
    case .notARegularFile: "not a regular file"
    case .containerRefused(let name): "media of the form '\(name)' are not opened"
    case .streamMissing(let kind): "no \(kind.rawValue) stream"
    case .codecMissing(let name): "this FFmpeg has no codec '\(name)'"
    case .libraryMissing(let name): "\(name) is not on this machine"
    case .nothingDecodes: "nothing in it can be decoded"
    case .formatUnsupported(let name), .notMedium(let name):
      "\(name) are not supported by this FFmpeg"
    case .unreadable(let text): text
    case .badSetting(let text): text
    }
  }
}
