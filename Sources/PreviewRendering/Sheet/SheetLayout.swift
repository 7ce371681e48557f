public import DraftModel
import JSONTree
public import RenderPlanning

/// What a contact sheet shows and where: everything about it but the pixels.
///
/// A plain value in pixels of the picture, printed by `sheet --json`.
public struct SheetLayout: Hashable, Sendable {
  /// The picture's width in pixels.
  public let width: Int
  /// The picture's height in pixels.
  public let height: Int
  /// The draft's name, over the sheet.
  public let title: String
  /// Length, size, rate and hash, beside the name.
  public let facts: String
  /// Where the ruler is.
  public let ruler: SheetBox
  /// The ruler's marks in order of time.
  public let ticks: [Tick]
  /// The lanes from top to bottom: pictures and titles as they cover each other, then sounds.
  public let lanes: [Lane]
  /// How many tracks found no room.
  public let omittedLanes: Int
  /// Where the fidelity strip is.
  public let strip: SheetBox
  /// The strip's stretches in order of time.
  public let fidelity: [Stretch]
  /// The findings that have a mark, in the order of their numbers.
  public let marks: [Mark]
  /// The lines under the sheet.
  public let notes: [Note]

  /// One mark of the ruler.
  public struct Tick: Hashable, Sendable, Encodable {
    /// The time it stands for, in milliseconds.
    public let time: Milliseconds
    /// Its column.
    public let x: Int
    /// Whether it is a long one, with a label.
    public let isMajor: Bool
    /// What is written at it.
    public let label: String?
  }

  /// A stretch of the fidelity strip.
  public struct Stretch: Hashable, Sendable {
    /// How far the farthest departure goes, and when.
    public let stretch: FidelityReport.Stretch
    /// Where it is.
    public let box: SheetBox
  }

  /// A finding's mark on the lane and at the time that it is about.
  public struct Mark: Hashable, Sendable {
    /// The number it bears, from 1.
    public let number: Int
    /// The finding.
    public let finding: Finding
    /// The time it is at.
    public let time: Milliseconds
    /// The lane it is on; nothing where it is about the whole draft, and stands beside the ruler.
    public let lane: Int?
    /// Where it is.
    public let box: SheetBox
  }

  /// A line under the sheet.
  public struct Note: Hashable, Sendable {
    /// What the line is about.
    public enum Subject: Hashable, Sendable {
      /// The finding with this number.
      case finding(number: Int, Severity)
      /// A departure from the draft.
      case fidelity(FidelityReport.Grade)
      /// A bed that starts over.
      case restart
      /// How much more there is to say.
      case more
    }

    /// What it is about.
    public let subject: Subject
    /// What it says.
    public let text: String
    /// Where it is.
    public let box: SheetBox
  }
}
