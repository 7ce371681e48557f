import DraftModel
import Foundation
import JSONTree
import MediaLibrary

/// Runs one case: reads it, transforms its input, and holds the result to all that is asked.
struct CaseRunner {
  private let test: RegressionCase
  private let settings: RunSettings
  private let check: DraftCheck
  private var result: CaseResult

  /// Runs the case of a folder.
  ///
  /// Whatever goes wrong is in the result.
  ///
  /// - Throws: `CancellationError` where the task was cancelled.
  static func run(_ entry: CaseTree.Entry, _ settings: RunSettings) async throws -> CaseResult {
    let start = ContinuousClock.now
    var result = CaseResult(
      name: entry.name, file: entry.folder + "/" + RegressionCase.fileName)
    do {
      var runner = CaseRunner(
        try RegressionCase(folder: entry.folder), settings, result: result)
      defer { result = runner.result }
      try await runner.run()
    } catch let error as CancellationError {
      throw error
    } catch let error as CaseError {
      result.failures.append(CaseFailure(.case, error.words, at: error.place))
    } catch {
      result.failures.append(CaseFailure(.case, "\(error)", at: FilePlace(file: result.file)))
    }
    result.duration = ContinuousClock.now - start
    return result
  }

  private init(_ test: RegressionCase, _ settings: RunSettings, result: CaseResult) {
    self.test = test
    self.settings = settings
    check = DraftCheck(
      comparing: test.comparison, ignoring: test.ignored, rules: settings.rules)
    self.result = result
  }

  private mutating func run() async throws {
    let input = try input()
    let trial = TransformationTrial(try transformation(), check: check)
    let before = FolderSnapshot(of: test.folder, and: [test.input])
    var made: Draft?
    switch try await trial.attempt(on: input) {
    case .made(let output, let notes):
      made = output
      result.notes += notes
      for asked in test.invariants {
        let violation = try await trial.violation(of: asked.demand, by: output, madeOf: input)
        if let violation { result.failures.append(violation.asked(at: asked.place)) }
      }
    case .failed(let failure): result.failures.append(failure.asked(at: test.step.place))
    }
    failForeignWrites(before.changesSince())
    guard let made else { return }
    try checkFrames(of: made)
    try compare(made, madeOf: input)
  }

  // MARK: Input

  private var inputPath: String { path(test.input) }

  private func path(_ name: String) -> String {
    name.hasPrefix("/") ? name : test.folder + "/" + name
  }

  private func input() throws(CaseError) -> Draft {
    do throws(DraftReadingError) {
      return try Draft(contentsOf: inputPath, keys: settings.keys)
    } catch {
      switch error {
      case .file(let error):
        throw CaseError(
          reason: .unreadable("the input: \(error.reason)"), place: FilePlace(file: inputPath))
      case .draft(let error, _):
        throw CaseError(
          reason: .inputIsNoDraft("\(error)"), place: FilePlace(file: inputPath, error.location))
      }
    }
  }

  // MARK: Running

  private func transformation() throws -> Transformation {
    switch test.step.demand {
    case .program(let command):
      return .program(command, in: test.folder, timeout: test.timeout)
    case .recipe(let name):
      let file = path(name)
      let folder = URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false)
      do {
        let bytes = try WholeFile.readRegular(file, limit: JSONLimits.standard.maxBytes)
        return .recipe(
          try Recipe(yaml: bytes, name: file) { other in
            try Draft(
              contentsOf: other.hasPrefix("/") ? other : folder + "/" + other,
              keys: settings.keys)
          })
      } catch let error as FileError {
        throw CaseError(reason: .unreadable(error.reason), place: FilePlace(file: file))
      } catch let error as YAMLError {
        throw CaseError(reason: .notYAML(error.words), place: error.place)
      } catch {
        throw CaseError(reason: .unreadable("\(error)"), place: FilePlace(file: file))
      }
    }
  }

  private mutating func failForeignWrites(_ changes: [String]) {
    guard let first = changes.first else { return }
    let more = changes.count == 1 ? "" : " and \(changes.count - 1) more"
    result.failures.append(
      CaseFailure(
        .files, "files of the case were written to while it ran: \(first)\(more)",
        details: changes.count == 1 ? [] : changes, at: test.step.place))
  }

  // MARK: Checking

  private mutating func checkFrames(of output: Draft) throws {
    guard !test.frames.isEmpty else { return }
    let folder = test.folder + "/" + RegressionCase.framesName
    let inputFolder = URL(filePath: inputPath).deletingLastPathComponent()
    let drawing = DraftPictures(
      of: output,
      sources: .init(
        folder: inputFolder.path(percentEncoded: false), root: settings.mediaRoot,
        cache: settings.cache), size: test.size)
    do {
      let pictures = try drawing.pictures(at: test.frames.map(\.demand))
      for (asked, picture) in zip(test.frames, pictures) {
        let comparison = try FrameComparison(
          picture, at: asked.demand, in: folder, threshold: test.similarity)
        result.frames.append(comparison)
        let name = "\(RegressionCase.framesName)/\(FrameComparison.fileName(for: asked.demand))"
        guard
          let failure = comparison.failure(test.similarity, omissions: drawing.omissions)?
            .asked(at: asked.place)
        else { continue }
        try settle(failure, by: comparison.actual, at: name, drawing.omissions)
      }
    } catch let error where !(error is CancellationError || error is FileError) {
      result.failures.append(
        CaseFailure(.result, "the pictures cannot be drawn: \(error)", at: test.frames[0].place))
    }
  }

  private mutating func compare(_ output: Draft, madeOf input: Draft) throws {
    guard test.comparison != .none else { return }
    let name = RegressionCase.expectedName
    let file = test.folder + "/" + name
    guard FileManager.default.fileExists(atPath: file) else {
      let failure = CaseFailure(
        .expected, "there is no \(name) yet; look at the result, and accept it",
        at: FilePlace(file: test.file))
      return try settle(failure, by: output.bytes, at: name, [])
    }
    let failure: CaseFailure?
    do throws(DraftReadingError) {
      let expected = try Draft(contentsOf: file, keys: settings.keys)
      failure = check.difference(of: output, from: expected, madeOf: input)?
        .asked(at: FilePlace(file: file))
    } catch {
      failure = CaseFailure(
        .expected, "\(name) cannot be read: \(error)", at: FilePlace(file: file))
    }
    if let failure { try settle(failure, by: output.bytes, at: name, []) }
  }

  // MARK: Accepting

  /// Accepts what differs where that is wished and nothing worse is wrong; else notes the failure.
  private mutating func settle(
    _ failure: CaseFailure, by bytes: [UInt8], at name: String, _ omissions: [String]
  ) throws(FileError) {
    guard settings.acceptsResults, result.failures.isEmpty || result.canBeAccepted else {
      result.failures.append(failure)
      return
    }
    let file = test.folder + "/" + name
    let folder = URL(filePath: file).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try WholeFile.write(bytes, to: file)
    result.accepted.append(name)
    for omission in omissions where !result.notes.contains(omission) {
      result.notes.append(omission)
    }
  }
}
