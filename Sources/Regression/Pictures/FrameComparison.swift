public import DraftModel
import Foundation
import LibAV
import MediaLibrary

/// A picture of a result beside the accepted one.
public struct FrameComparison: Hashable, Sendable {
  /// How it went.
  public enum Verdict: Hashable, Sendable {
    /// They pass for the same.
    case same(StructuralSimilarity)
    /// They do not; the picture shows where, as a PNG file.
    case different(StructuralSimilarity, difference: [UInt8])
    /// They are not of one size, which is width and height in pixels.
    case resized(accepted: String, actual: String)
    /// There is no accepted picture yet.
    case missing
    /// The accepted picture cannot be read.
    case unreadable(String)
  }

  /// The time as it was asked for.
  public let time: TimeExpression
  /// The accepted picture's path.
  public let file: String
  /// The picture now, as a PNG file.
  public let actual: [UInt8]
  /// The bytes of the accepted picture's file where it is another; nothing where it cannot be read.
  public let accepted: [UInt8]?
  /// How it went.
  public let verdict: Verdict

  /// The accepted picture's name: `1.5s.png`, `60percent.png`.
  public static func fileName(for time: TimeExpression) -> String {
    "\(time)".replacing("%", with: "percent") + ".png"
  }

  /// Compares a picture with the accepted one in a folder.
  ///
  /// - Throws: `FileError` or `FFmpegError` where the picture itself cannot be handled.
  public init(
    _ picture: DraftPictures.Picture, at time: TimeExpression, in folder: String,
    threshold: SimilarityThreshold
  ) throws {
    self.time = time
    file = folder + "/" + Self.fileName(for: time)
    actual = picture.png
    guard FileManager.default.fileExists(atPath: file) else {
      (verdict, accepted) = (.missing, nil)
      return
    }
    let scratch = try ScratchFolder()
    let place = scratch.path + "/actual.png"
    try WholeFile.write(picture.png, to: place)
    verdict = try Self.verdict(accepted: file, actual: place, threshold)
    if case .same = verdict {
      accepted = nil
    } else {
      accepted = try? WholeFile.readRegular(file, limit: Self.longestPicture)
    }
  }

  /// A longer file is no picture that was accepted here.
  private static let longestPicture = 32 << 20

  private static func verdict(
    accepted: String, actual: String, _ threshold: SimilarityThreshold
  ) throws(FFmpegError) -> Verdict {
    let right = try StillPicture.read(actual, as: .yuv420p)
    let left: PictureBuffer
    do throws(FFmpegError) {
      left = try StillPicture.read(accepted, as: .yuv420p)
    } catch {
      return .unreadable("\(error)")
    }
    guard let similarity = StructuralSimilarity(left, right) else {
      return .resized(
        accepted: "\(left.width)x\(left.height)", actual: "\(right.width)x\(right.height)")
    }
    if similarity.meets(threshold) { return .same(similarity) }
    let difference = try DifferencePicture.make(
      StillPicture.read(accepted, as: .yuv444p), StillPicture.read(actual, as: .yuv444p))
    return .different(similarity, difference: try StillImageEncoder.encode(difference, as: .png))
  }

  /// What is wrong; nothing where the pictures pass for the same.
  ///
  /// - Parameter omissions: What the picture leaves out of the draft, which may be why.
  public func failure(_ threshold: SimilarityThreshold, omissions: [String]) -> CaseFailure? {
    let name = file.split(separator: "/").suffix(2).joined(separator: "/")
    let words: String
    switch verdict {
    case .same: return nil
    case .different(let similarity, _):
      words = """
        the picture at \(time) is not \(name): similarity \(similarity.whole.rounded4) \
        (\(threshold.whole.rounded4) is asked), in its least alike part \
        \(similarity.leastPart.rounded4) (\(threshold.part.rounded4) is asked)
        """
    case .resized(let accepted, let actual):
      words = "the picture at \(time) is of \(actual), and \(name) of \(accepted)"
    case .missing:
      words = "there is no \(name) yet; look at the picture, and accept it"
    case .unreadable(let why): words = "\(name) cannot be read: \(why)"
    }
    return CaseFailure(.frame, words, details: omissions)
  }
}

extension Double {
  /// The number with four decimals, rounded down, so that what falls short of a limit never looks like it.
  var rounded4: String {
    let tenThousandths = Int((self * 10_000).rounded(.down))
    let digits = String(abs(tenThousandths) % 10_000)
    let sign = tenThousandths < 0 ? "-" : ""
    return "\(sign)\(abs(tenThousandths) / 10_000)."
      + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension FrameComparison {
  /// How alike the pictures are, where they could be compared.
  public var similarity: StructuralSimilarity? {
    switch verdict {
    case .same(let similarity), .different(let similarity, _): similarity
    case .resized, .missing, .unreadable: nil
    }
  }
}
