import CloudAPI
import Foundation
import LibAV

extension MediaRecord {
  /// Looks into a file that has arrived.
  ///
  /// - Parameter takenNames: The names that other files of the session have; the new one gets another.
  /// - Throws: 4001 where the name's ending is not accepted, or the content is no medium.
  init(
    _ file: ArrivedFile, id: String, origin: Origin, takenNames: Set<String>
  ) throws(Refusal) {
    guard let contentType = AcceptedMedia.contentType(ofFileNamed: file.fileName) else {
      throw .unsupported(file.fileName)
    }
    let facts: MediaFacts
    do throws(FFmpegError) {
      facts = try MediaProbe.probe(path: file.stagedPath)
    } catch {
      throw .unsupported(file.fileName)
    }
    guard facts.video != nil || facts.audio != nil else { throw .unsupported(file.fileName) }
    self.init(
      id: id, fileName: Self.freeName(file.fileName, among: takenNames), origin: origin,
      kind: facts.video == nil ? .audio : facts.isStillImage ? .image : .video,
      contentType: contentType, sizeBytes: file.sizeBytes, hash: file.hash)
    durationSeconds = facts.duration.map { ($0.seconds * 1000).rounded() / 1000 }
    if let video = facts.video {
      width = Int(video.displaySize.width.rounded())
      height = Int(video.displaySize.height.rounded())
      if !facts.isStillImage, video.averageRate.isPositive {
        framesPerSecond = (video.averageRate.value * 1000).rounded() / 1000
      }
    }
  }

  /// A name that no other file has: `clip.mp4`, then `clip 2.mp4`.
  private static func freeName(_ name: String, among taken: Set<String>) -> String {
    guard taken.contains(name), let dot = name.lastIndex(of: ".") else { return name }
    var number = 2
    while taken.contains("\(name[..<dot]) \(number)\(name[dot...])") { number += 1 }
    return "\(name[..<dot]) \(number)\(name[dot...])"
  }
}
