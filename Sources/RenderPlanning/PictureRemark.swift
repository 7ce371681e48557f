public import DraftModel

/// Something about a file's pictures that a report has to mention: what is missing, damaged or not understood.
public struct PictureRemark: Hashable, Sendable, Encodable {
  /// How far what is shown departs because of it.
  public var grade: FidelityReport.Grade
  /// What follows the file's name in a sentence, such as `is damaged here`.
  public var message: String
  /// Where in the source it begins, in seconds; `nil` if it is about all of it.
  public var start: Ratio?
  /// Where in the source it ends, in seconds; `nil` if it lasts to the end.
  public var end: Ratio?

  /// It says that pictures change their size, shape or form.
  public var isChange = false

  /// Makes a remark.
  public init(
    grade: FidelityReport.Grade, message: String, start: Ratio? = nil, end: Ratio? = nil
  ) {
    self.grade = grade
    self.message = message
    self.start = start
    self.end = end
  }
}
