import CPango

extension TextFonts {
  /// The fonts of a layout.
  init(of layout: TextLayout, text: PaintableText, families: FontList, installed: FontFamilies) {
    var faces: [Face] = []
    var runs: [Run] = []
    var missing: [Unicode.Scalar] = []
    layout.forEachRun { run in
      for letter in run.missingLetters where !missing.contains(letter) { missing.append(letter) }
      guard let face = Face(run) else { return }
      let number = faces.firstIndex(of: face) ?? faces.count
      if number == faces.count { faces.append(face) }
      runs.append(
        Run(
          start: run.textRange.lowerBound, face: number, language: run.language,
          hasLetters: text.hasLetters(in: run.textRange)))
    }
    self.faces = faces
    self.runs = Self.joined(runs.sorted { $0.start < $1.start })
    var named = families.names[...]
    var replaced: String?
    if let first = named.firstIndex(where: { FontList.isGeneric($0) || installed.contains($0) }) {
      let name = named[first]
      if !FontList.isGeneric(name), installed.replacement(for: name) != nil { replaced = name }
      named = named[..<first]
    }
    replacedFamily = replaced
    missingFamilies = Array(named)
    missingLetters = missing
    graphemeCount = text.graphemeEnds.count
    isTruncated = text.isTruncated
  }

  private static func joined(_ runs: [Run]) -> [Run] {
    runs.reduce(into: []) { result, run in
      guard let last = result.last, last.face == run.face, last.language == run.language else {
        return result.append(run)
      }
      result[result.count - 1] = Run(
        start: last.start, face: last.face, language: last.language,
        hasLetters: last.hasLetters || run.hasLetters)
    }
  }
}

extension TextFonts.Face {
  fileprivate init?(_ run: borrowing GlyphRun) {
    guard let pattern = run.pattern, let path = pattern.string(FC_FILE) else { return nil }
    let matrix = pattern.matrix
    let isThickened = pattern.boolean(FC_EMBOLDEN) ?? false
    self.init(
      family: pattern.string(FC_FAMILY) ?? "", path: path, index: pattern.integer(FC_INDEX) ?? 0,
      weight: pattern.double(FC_WEIGHT).map { Int(FcWeightToOpenTypeDouble($0).rounded()) },
      isSlanted: (pattern.integer(FC_SLANT) ?? 0) > 0,
      isSheared: matrix.map { $0.xy != 0 } ?? false,
      isThickened: isThickened, isColoured: run.isColoured,
      settings: [
        matrix.map { "\($0.xx) \($0.xy) \($0.yx) \($0.yy)" } ?? "", isThickened ? "thickened" : "",
        pattern.string(FC_FONT_FEATURES) ?? "", pattern.string(FC_FONT_VARIATIONS) ?? "",
        "\(pattern.double(FC_WEIGHT) ?? 0)",
      ].joined(separator: ";"))
  }
}
