import CPango

/// The families that are installed, and which of the languages written in Han characters each is for.
@safe
final class FontFamilies {
  /// Han characters have a form for each of these; the order is that of their mention in reports.
  static let hanLanguages = ["ja", "zh-cn", "zh-tw", "zh-hk", "ko"]

  private let configuration: OpaquePointer?
  /// Patterns of the configuration, which keeps them, by name as fontconfig compares it.
  private lazy var patterns = unsafe Self.patterns(of: configuration)

  /// What ``replacement(for:)`` found, by name as fontconfig compares it.
  private var replacements: [String: String?] = [:]

  init() { unsafe configuration = FcConfigReference(nil) }

  deinit { if let configuration = unsafe configuration { unsafe FcConfigDestroy(configuration) } }

  /// Whether a text that asks for the family of this name gets it.
  func contains(_ name: String) -> Bool { unsafe patterns[FontList.key(name)] != nil }

  /// The family that fontconfig's rules have drawn in place of this one; `nil` if they leave it alone.
  func replacement(for name: String) -> String? {
    let key = FontList.key(name)
    if let known = replacements[key] { return known }
    let replacement = match(for: name).flatMap { names in
      names.contains { FontList.key($0) == key } ? nil : names.first
    }
    replacements[key] = .some(replacement)
    return replacement
  }

  /// The names of the family that fontconfig gives who asks for this one; `nil` if it gives none.
  private func match(for name: String) -> [String]? {
    guard let request = unsafe FcPatternCreate() else { return nil }
    defer { unsafe FcPatternDestroy(request) }
    let isAdded = unsafe name.withBytes { unsafe FcPatternAddString(request, FC_FAMILY, $0) }
    guard isAdded != 0, unsafe FcConfigSubstitute(configuration, request, FcMatchPattern) != 0
    else { return nil }
    unsafe FcDefaultSubstitute(request)
    var result = FcResultNoMatch
    guard let found = unsafe FcFontMatch(configuration, request, &result) else { return nil }
    defer { unsafe FcPatternDestroy(found) }
    var names: [String] = []
    while let name = unsafe FontPattern(found).string(FC_FAMILY, CInt(names.count)) {
      names.append(name)
    }
    return names
  }

  /// The languages written in Han characters that the family has all everyday characters of.
  func hanLanguages(of name: String) -> [String] {
    guard let found = unsafe patterns[FontList.key(name)] else { return [] }
    var languages: OpaquePointer?
    guard unsafe FcPatternGetLangSet(found, FC_LANG, 0, &languages) == FcResultMatch else {
      return []
    }
    return Self.hanLanguages.filter { language in
      let isThere = unsafe language.withBytes { unsafe FcLangSetHasLang(languages, $0) }
      return isThere == FcLangEqual
    }
  }

  private static func patterns(of configuration: OpaquePointer?) -> [String: OpaquePointer] {
    var patterns: [String: OpaquePointer] = unsafe [:]
    for kind in [FcSetSystem, FcSetApplication] {
      guard let set = unsafe FcConfigGetFonts(configuration, kind) else { continue }
      for index in 0..<(unsafe Int(set.pointee.nfont)) {
        guard let pattern = unsafe set.pointee.fonts[index], unsafe isUsable(pattern) else {
          continue
        }
        var number: CInt = 0
        while let name = unsafe FontPattern(pattern).string(FC_FAMILY, number) {
          unsafe patterns[FontList.key(name)] = pattern
          number += 1
        }
      }
    }
    return unsafe patterns
  }

  /// Whether Pango takes the font: HarfBuzz shapes neither Type 1 nor bitmaps.
  private static func isUsable(_ pattern: OpaquePointer) -> Bool {
    let format = unsafe FontPattern(pattern).string(FC_FONTFORMAT)
    return format == "TrueType" || format == "CFF"
  }
}

/// The properties of a font as fontconfig names them.
///
/// Borrows the pattern: it must not outlive the font or configuration that keeps it.
@safe
struct FontPattern {
  private let pattern: OpaquePointer

  init(_ pattern: OpaquePointer) { unsafe self.pattern = pattern }

  func string(_ property: String, _ index: CInt = 0) -> String? {
    var value: UnsafeMutablePointer<FcChar8>?
    guard unsafe FcPatternGetString(pattern, property, index, &value) == FcResultMatch,
      let value = unsafe value
    else { return nil }
    return unsafe String(cString: value)
  }

  func integer(_ property: String) -> Int? {
    var value: CInt = 0
    guard unsafe FcPatternGetInteger(pattern, property, 0, &value) == FcResultMatch else {
      return nil
    }
    return Int(value)
  }

  func double(_ property: String) -> Double? {
    var value = 0.0
    guard unsafe FcPatternGetDouble(pattern, property, 0, &value) == FcResultMatch else {
      return nil
    }
    return value
  }

  func boolean(_ property: String) -> Bool? {
    var value: FcBool = 0
    guard unsafe FcPatternGetBool(pattern, property, 0, &value) == FcResultMatch else { return nil }
    return value != 0
  }

  var matrix: FcMatrix? {
    var value: UnsafeMutablePointer<FcMatrix>?
    guard unsafe FcPatternGetMatrix(pattern, FC_MATRIX, 0, &value) == FcResultMatch,
      let value = unsafe value
    else { return nil }
    return unsafe value.pointee
  }
}

extension String {
  /// Calls `body` with the text as fontconfig takes it.
  func withBytes<Result>(_ body: (UnsafePointer<FcChar8>) -> Result) -> Result {
    unsafe withCString { text in
      unsafe text.withMemoryRebound(to: FcChar8.self, capacity: utf8.count + 1) { unsafe body($0) }
    }
  }
}
