public import DraftModel
import Foundation
import MediaLibrary
import PreviewRendering
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// One run of a program that is not trusted to behave, from standard input to standard output.
///
/// It runs in a folder of its own that is deleted afterwards, which is its `TMPDIR` too, in a session of its
/// own, without a terminal. When it ends, is killed, or has used up its time, so is every process that it
/// started. What it writes to standard output is read up to a limit, and of standard error the last part is
/// kept. It isn't kept from reading or writing files elsewhere, or from the network: only a container can do that.
public struct ProgramRun: Sendable {
  private let command: [String]
  private let folder: String
  private let timeout: Milliseconds
  private let limitBytes: Int

  /// The most that is read from standard output: 64 MiB.
  public static let usualLimitBytes = 64 << 20
  /// How much of the end of standard error is kept.
  private static let keptErrorBytes = 8192
  private static let keptErrorLines = 20

  /// Watches over all programs of this process, which costs next to nothing.
  ///
  /// A watch that waited for a thread while frames are rendered would see a program's end, or drain its output,
  /// only after the program's time is up.
  private static let watch = WorkerThreads("programs", qos: .userInitiated)

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments. A word that begins with `./` or `../` is a path from `folder`
  ///     and is handed on as an absolute one.
  ///   - folder: The folder from which such paths count.
  ///   - timeout: The time after which it is killed.
  ///   - limitBytes: The most it may write to standard output.
  public init(
    command: [String], folder: String, timeout: Milliseconds = RegressionCase.usualTimeout,
    limitBytes: Int = ProgramRun.usualLimitBytes
  ) {
    let base = URL(filePath: folder, directoryHint: .isDirectory)
    self.command = command.map { word in
      word.hasPrefix("./") || word.hasPrefix("../")
        ? base.appending(path: word).standardizedFileURL.path(percentEncoded: false) : word
    }
    self.folder = base.standardizedFileURL.path
    self.timeout = timeout
    self.limitBytes = limitBytes
  }

  /// Runs the program on `input`.
  ///
  /// - Throws: ``ProgramFailure``; `FileError` where no folder can be made for it; `CancellationError` where the
  ///   task was cancelled, after which nothing of the program runs any more.
  public func output(for input: [UInt8]) async throws -> Transformation.Output {
    let scratch = try ScratchFolder()
    let place = scratch.path + "/input.json"
    try WholeFile.write(input, to: place)
    let mark = ProcessMark()
    let (outcome, strays) = await withTaskExecutorPreference(Self.watch) {
      var outcome: Result<Ending, any Error>
      do {
        outcome = .success(try await ended(in: scratch.path, reading: place, mark: mark))
      } catch {
        outcome = .failure(error)
      }
      // Still on the watch's own thread: on a busy machine it can be long until the caller's goes on.
      return (outcome, mark.endAll())
    }
    let ending = try outcome.get()
    // A program that was killed because of it looks like one that a signal ended.
    try Task.checkCancellation()
    guard let ending = ending.whole else { throw ProgramFailure(.timedOut(timeout)) }
    if ending.isFlooded {
      throw ProgramFailure(.flooded(limitBytes: limitBytes), errors: ending.errors)
    }
    switch ending.status {
    case .signaled(let number): throw ProgramFailure(.signal(number), errors: ending.errors)
    case .exited(let status) where status != 0:
      throw ProgramFailure(.status(status), errors: ending.errors)
    case .exited: break
    }
    guard !ending.bytes.isEmpty else { throw ProgramFailure(.wroteNothing, errors: ending.errors) }
    let notes = strays == 0 ? [] : ["it left \(strays) processes running, which were ended"]
    return Transformation.Output(bytes: ending.bytes, notes: notes)
  }

  /// How a run ended.
  private enum Ending {
    case timedOut
    case ended(Whole)

    struct Whole {
      let bytes: [UInt8]
      let isFlooded: Bool
      let errors: String
      let status: TerminationStatus
    }

    var whole: Whole? {
      if case .ended(let whole) = self { whole } else { nil }
    }
  }

  /// Runs to the end or to the end of the time, whichever comes first.
  private func ended(
    in scratch: String, reading place: String, mark: ProcessMark
  ) async throws -> Ending {
    let (starts, start) = AsyncStream.makeStream(of: pid_t.self)
    return try await withThrowingTaskGroup(of: Ending?.self) { group in
      group.addTask {
        defer { start.finish() }
        return .ended(try await whole(in: scratch, reading: place, mark: mark, start: start))
      }
      group.addTask {
        // Its time begins when it does, however long it took to start it.
        for await process in starts {
          try await Task.sleep(for: .milliseconds(timeout.rawValue))
          // One that has ended did so in time, though a busy machine may not have told yet.
          return Self.isRunning(process) ? .timedOut : nil
        }
        return nil
      }
      defer { group.cancelAll() }
      // Cancelling the run kills its session, and the group waits for that.
      while let ending = try await group.next() {
        if let ending { return ending }
      }
      return .timedOut
    }
  }

  /// Whether a child of this process has neither ended nor been waited for.
  private static func isRunning(_ process: pid_t) -> Bool {
    var end = siginfo_t()
    let options = Int32(bitPattern: UInt32(WEXITED) | UInt32(WNOHANG) | UInt32(WNOWAIT))
    return waitid(P_PID, id_t(process), &end, options) == 0 && end.si_signo == 0
  }

  private func whole(
    in scratch: String, reading place: String, mark: ProcessMark,
    start: AsyncStream<pid_t>.Continuation
  ) async throws -> Ending.Whole {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    let program = command.first ?? ""
    let executable: Executable =
      program.contains("/") ? .path(FilePath(program)) : .name(program)
    // A file and not a pipe: a program that does not read it breaks nothing.
    let descriptor = try FileDescriptor.open(FilePath(place), .readOnly)
    do {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(Array(command.dropFirst())),
        environment: environment(scratch, mark), workingDirectory: FilePath(scratch),
        platformOptions: options,
        input: .fileDescriptor(descriptor, closeAfterSpawningProcess: true), output: .sequence,
        error: .sequence
      ) { execution in
        start.yield(execution.processIdentifier.value)
        async let errors = tail(of: execution.standardError)
        let (bytes, isFlooded) = try await head(of: execution.standardOutput)
        if isFlooded { try? execution.send(signal: .kill, toProcessGroup: true) }
        return (bytes, isFlooded, try await errors)
      }
      let (bytes, isFlooded, errors) = result.closureResult
      return Ending.Whole(
        bytes: bytes, isFlooded: isFlooded, errors: errors, status: result.terminationStatus)
    } catch let error as SubprocessError {
      switch error.code {
      case .executableNotFound: throw ProgramFailure(.notFound(program))
      case .spawnFailed: throw ProgramFailure(.notStarted("\(error)"))
      default: throw error
      }
    }
  }

  private func environment(_ scratch: String, _ mark: ProcessMark) -> Environment {
    .inherit.updating([
      "TMPDIR": scratch,
      "ROUGHCUT_CASE": folder,
      // Python would write its compiled modules beside the sources, into the case.
      "PYTHONDONTWRITEBYTECODE": "1",
      .init(stringLiteral: ProcessMark.variable): mark.value,
    ])
  }

  /// All that is written, or as much as may be.
  private func head(
    of output: SubprocessOutputSequence
  ) async throws -> (bytes: [UInt8], isFlooded: Bool) {
    var bytes: [UInt8] = []
    for try await buffer in output {
      buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
      if bytes.count > limitBytes { return ([], true) }
    }
    return (bytes, false)
  }

  /// The last lines of what is written; one that is cut is left out.
  private func tail(of output: SubprocessOutputSequence) async throws -> String {
    var bytes: [UInt8] = []
    var isCut = false
    for try await buffer in output {
      buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
      if bytes.count > 2 * Self.keptErrorBytes {
        bytes.removeFirst(bytes.count - Self.keptErrorBytes)
        isCut = true
      }
    }
    if isCut, let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { bytes.removeFirst(end + 1) }
    let lines = String(decoding: bytes, as: UTF8.self).detailLines
    return lines.suffix(Self.keptErrorLines).joined(separator: "\n")
  }
}
