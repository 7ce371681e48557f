import DraftModel
import LibAV
import RenderPlanning

extension PictureRemark {
  /// What a fault means for a report.
  init(_ fault: PictureFindings.Fault) {
    let grade: FidelityReport.Grade = fault.kind == .damaged ? .omitted : .approximated
    let message =
      switch fault.kind {
      case .damaged:
        fault.start == nil
          ? "is damaged or incomplete; part of its picture is missing"
          : "is damaged here; pictures are missing or wrong"
      case .changed:
        "changes its size, shape or pixel format here"
          + (fault.detail.map { " (\($0))" } ?? "") + "; it is fitted anew"
      case .profile: "has a colour profile that is not applied"
      case .matrix:
        "has colours of the matrix \(fault.detail ?? "unknown"), which is not known here"
      case .shear: "asks to be sheared, and is drawn without that"
      case .opacity: "has an opacity that is not read; it is drawn opaque"
      }
    self.init(
      grade: grade, message: message, start: fault.start.map { DraftModel.Ratio($0) },
      end: fault.end.map { DraftModel.Ratio($0) })
    isChange = fault.kind == .changed
  }
}
