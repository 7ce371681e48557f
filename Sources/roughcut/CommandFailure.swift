import DraftModel
import JSONTree
import LibAV
import MediaLibrary
import PreviewRendering

/// Why a command could not be done, in words for people: what, where, why, and what to do next.
struct CommandFailure: Error, CustomStringConvertible {
  /// The words, without a full stop; what they quote is escaped.
  let text: TerminalText
  /// How the program ends.
  let status: ExitStatus

  init(_ text: TerminalText, status: ExitStatus = .notDone) {
    self.text = text
    self.status = status
  }

  /// A failure in foreign words.
  @_disfavoredOverload
  init(_ description: String, status: ExitStatus = .notDone) {
    self.init(TerminalText(description), status: status)
  }

  /// The words, without a full stop.
  var description: String { text.description }

  /// A document that is no draft, located as compilers do.
  init(_ error: DraftError, in file: String) {
    let place: TerminalText = error.pointer == .root ? "" : " (at \(error.pointer))"
    self.init("\(file):\(error.location): \(error)\(place)")
  }

  /// A file that cannot be read or written.
  init(_ error: FileError, advice: TerminalText) {
    self.init("\(error); \(advice)")
  }

  /// A render that could not be finished.
  ///
  /// - Parameters:
  ///   - output: The file that was to be written.
  ///   - cache: The folder of the chunks, where it is one that lasts.
  init(rendering output: String, cache: String?, _ error: any Error) {
    switch error {
    case let error as FileError:
      let isCache = cache.map { error.path.isInside(folder: $0) } ?? false
      self.init(
        error,
        advice: isCache
          ? "name another cache with --cache, or use --no-cache"
          : "name a file that can be written with -o")
    case let error as FFmpegError where error.isDiskFull:
      self.init("\(output): the disk is full; free some space or name another place with -o")
    default: self.init("\(output): \(error); nothing was written")
    }
  }
}

extension FFmpegError {
  /// Whether writing failed for want of space (ENOSPC, which is 28 on Linux and macOS).
  fileprivate var isDiskFull: Bool { code == -28 }
}
