import Crypto
public import DraftModel
import Foundation
import MediaLibrary
public import RenderPlanning
public import TextPainting

/// Knows the fonts on this machine: finds which ones draw a text, and what they lack.
public struct FontShelf: Sendable {
  private let hashes: FileHashes

  /// Prepares to look up fonts.
  ///
  /// - Parameter cache: The cache in which the hashes of font files are remembered; `nil` to remember none.
  public init(cache: String?) { hashes = FileHashes(cache: cache) }

  /// The fonts of everything that a draft's picture writes.
  public func catalog(for timeline: Timeline, media: MediaCatalog) -> FontCatalog {
    catalog(of: FontCatalog.requests(of: timeline, media: media))
  }

  /// The fonts of these texts.
  ///
  /// The font system is started only if there is a text. Where it cannot be started, or a style is out of
  /// range, there is no entry: painting the text then fails for the same reason.
  public func catalog(of requests: Set<FontCatalog.Request>) -> FontCatalog {
    guard !requests.isEmpty, let painter = try? TextPainter() else { return FontCatalog() }
    var files: [String: String] = [:]
    func content(of path: String) -> String {
      if let known = files[path] { return known }
      let hash = (try? hashes.hash(ofFile: path))?.hex ?? "unreadable \(path)"
      files[path] = hash
      return hash
    }
    var entries: [FontCatalog.Request: FontCatalog.Entry] = [:]
    for request in requests {
      let style = TextStyle(
        fontFamily: request.family, size: request.size, weight: request.weight,
        isItalic: request.isItalic, lineHeight: request.lineHeight)
      guard let fonts = try? painter.fonts(of: request.text, style: style) else { continue }
      entries[request] = FontCatalog.Entry(
        identity: fonts.identity(contentOf: content), departures: fonts.departures(from: style))
    }
    return FontCatalog(entries: entries)
  }

  /// How the fonts depart from what each title of a timeline asks for.
  ///
  /// - Returns: The departures of a title, gravest first; none for titles of other timelines.
  /// - Throws: `TextPaintingError` if the font system cannot be started.
  public func departures(
    in timeline: Timeline
  ) throws(TextPaintingError) -> @Sendable (Timeline.TextUse) -> [FontDeparture] {
    var requests: Set<FontCatalog.Request> = []
    for segment in timeline.tracks.flatMap(\.segments) {
      if case .text(let use) = segment.content, !use.text.isEmpty {
        requests.insert(FontCatalog.Request(use))
      }
    }
    // A machine without fonts is not one on which all is well.
    if !requests.isEmpty { _ = try TextPainter() }
    let catalog = catalog(of: requests)
    return { catalog[FontCatalog.Request($0)]?.departures ?? [] }
  }

  /// A plan in which every text has its fonts.
  func completed(_ plan: RenderPlan) -> RenderPlan {
    let missing = plan.unresolvedTexts
    guard !missing.isEmpty else { return plan }
    var plan = plan
    plan.fonts.entries.merge(catalog(of: missing).entries) { known, _ in known }
    return plan
  }
}

extension TextFonts {
  /// A hash of what the fonts put into a picture: their files' content, the faces and settings, and which
  /// stretch of the text is drawn in which.
  fileprivate func identity(contentOf file: (String) -> String) -> ContentHash {
    var hash = SHA256()
    func write(_ line: String) { hash.update(data: Data((line + "\n").utf8)) }
    write(TextPainter.engine)
    for face in faces { write("\(file(face.path)) \(face.index) \(face.settings)") }
    for run in runs { write("\(run.start) \(run.face) \(run.language)") }
    return ContentHash(hash.finalize())
  }

  /// How the fonts depart from a style; gravest first.
  fileprivate func departures(from style: TextStyle) -> [FontDeparture] {
    var departures: [FontDeparture] = []
    // Pictures have neither weight nor slant, and blanks do not show any.
    let letters = runs.filter { $0.hasLetters && !faces[$0.face].isColoured }.map { faces[$0.face] }
    if !missingLetters.isEmpty { departures.append(.missingLetters(missingLetters)) }
    if isTruncated { departures.append(.cut(drawn: graphemeCount)) }
    if !missingFamilies.isEmpty {
      departures.append(
        .missingFamilies(missingFamilies, drawn: (letters.first ?? faces.first)?.family))
    }
    if let replacedFamily, let drawn = (letters.first ?? faces.first)?.family {
      departures.append(.replaced(family: replacedFamily, drawn: drawn))
    }
    for face in letters {
      for departure in face.departures(from: style) where !departures.contains(departure) {
        departures.append(departure)
      }
    }
    return departures
  }
}

extension TextFonts.Face {
  /// What two weights may differ by and still be one: fonts give the usual weight as 380 (book) or as 400 (regular).
  private static let weightSlack = 25

  fileprivate func departures(from style: TextStyle) -> [FontDeparture] {
    var departures: [FontDeparture] = []
    if isThickened {
      departures.append(.thickened(family: family))
    } else if let weight, abs(weight - style.weight) > Self.weightSlack {
      departures.append(.weight(asked: style.weight, drawn: weight, family: family))
    }
    if style.isItalic {
      if isSheared {
        departures.append(.sheared(family: family))
      } else if !isSlanted {
        departures.append(.upright(family: family))
      }
    }
    return departures
  }
}
