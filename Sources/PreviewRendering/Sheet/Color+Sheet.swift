import DraftModel
import RenderPlanning

// The colours of a sheet, in one place: dark, so that pictures stand out.

extension Color {
  private init(_ rgb: UInt32, alpha: UInt8 = 255) {
    self.init(
      red: UInt8(truncatingIfNeeded: rgb >> 16), green: UInt8(truncatingIfNeeded: rgb >> 8),
      blue: UInt8(truncatingIfNeeded: rgb), alpha: alpha)
  }

  static let sheet = Color(0x0F1216)
  static let lane = Color(0x171B21)
  static let segment = Color(0x222932)
  static let line = Color(0x2B323C)
  static let edge = Color(0x0F1216)
  static let words = Color(0xE6E9EE)
  static let quietWords = Color(0x98A2B0)
  static let faintWords = Color(0x6B7584)
  static let title = Color(0x3A3266)
  static let titleEdge = Color(0x7F6FD8)
  static let sound = Color(0x1F7F86)
  static let loudness = Color(0x4FD1C5)
  static let mutedSound = Color(0x3A434E)
  static let mutedLoudness = Color(0x566170)
  static let restart = Color(0xE6E9EE, alpha: 170)
  static let veil = Color(0x000000, alpha: 165)
  static let hiddenVeil = Color(0x0F1216, alpha: 150)
  static let change = Color(0xFFFFFF, alpha: 70)
  static let changeEdge = Color(0xFFFFFF, alpha: 200)
  static let slateDark = Color(0x241D1A)
  static let slateLight = Color(0x3A2C22)
  static let slateWords = Color(0xF0B35A)
  static let unknownDark = Color(0x171B21)
  static let unknownLight = Color(0x242B34)

  /// The colour of how far a stretch departs.
  static func grade(_ grade: FidelityReport.Grade?) -> Color {
    switch grade {
    case nil: Color(0x2F9E6E)
    case .approximated: Color(0xE3B341)
    case .omitted: Color(0xE5624D)
    case .slate: Color(0xA371F7)
    }
  }

  /// The colour of how grave a finding is.
  static func severity(_ severity: Severity) -> Color {
    switch severity {
    case .note: Color(0x4C9AED)
    case .warning: Color(0xE3B341)
    case .error: Color(0xF0524F)
    }
  }
}
