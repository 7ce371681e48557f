import Foundation
public import LibAV
public import RenderPlanning
import Synchronization

extension MediaCache {
  private static let findingsMark: [UInt8] = Array("roughcut found 2".utf8)
  /// What the names of kept findings end in, after the hash.
  static let findingsEnding = ".findings"

  /// Findings are read, changed and written by many workers of a process.
  private static let writing = Mutex(())

  /// What is found out about a file's pictures by reading them: kept, or found out now and kept.
  ///
  /// - Parameters:
  ///   - hash: The file's content.
  ///   - path: Where it is.
  ///   - isStill: Whether it is a picture that stands still.
  func findings(of hash: ContentHash, at path: String, isStill: Bool) -> PictureFindings {
    if let kept = keptFindings(of: hash) { return kept }
    guard !isStill else {
      let found = PictureFindings(ofStill: path)
      keep(found, of: hash)
      return found
    }
    guard let survey = try? PictureSurvey(of: path) else { return PictureFindings() }
    keep(survey.findings, of: hash)
    keep(survey.index, of: hash)
    return survey.findings
  }

  /// Adds what decoding has shown to what is kept of a file.
  public func note(_ fault: PictureFindings.Fault, of item: MediaItem) {
    Self.writing.withLock { _ in
      var findings = keptFindings(of: item.hash) ?? PictureFindings()
      if findings.note(fault) { keep(findings, of: item.hash) }
    }
  }

  private func keptFindings(of hash: ContentHash) -> PictureFindings? {
    Self.findings(at: indexes + "/" + hash.hex + Self.findingsEnding, name: hash.hex)
  }

  /// The findings that a file of the cache holds; `nil` if it is not as it was written.
  static func findings(at path: String, name: String) -> PictureFindings? {
    (try? WholeFile.read(path)).flatMap {
      SealedFile.value(PictureFindings.self, of: $0, mark: findingsMark, name: name)
    }
  }

  /// Keeping is a convenience: if the cache cannot be written to, the next run looks again.
  private func keep(_ findings: PictureFindings, of hash: ContentHash) {
    guard let sealed = SealedFile.sealed(findings, mark: Self.findingsMark, name: hash.hex) else {
      return
    }
    try? FileManager.default.createDirectory(atPath: indexes, withIntermediateDirectories: true)
    try? WholeFile.write(sealed, to: indexes + "/" + hash.hex + Self.findingsEnding)
  }
}
