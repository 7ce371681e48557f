import DraftModel
import Foundation
import LibAV
import TextPainting

/// Whether this machine has what previews need.
public struct MachineCheck: Hashable, Sendable, Encodable {
  /// How one thing stands.
  public enum Status: String, Hashable, Sendable, Encodable {
    /// It is as it should be.
    case fine
    /// Previews work, but not all of them as they should.
    case lacking
    /// Previews do not work.
    case broken
  }

  /// One thing that was looked at.
  public struct Item: Hashable, Sendable, Encodable {
    /// What was looked at, in a word or two.
    public let name: String
    /// How it stands.
    public let status: Status
    /// What was found.
    public let message: String
    /// What to do about it; nothing where it is fine.
    public let advice: String?

    init(_ name: String, _ status: Status, _ message: String, advice: String? = nil) {
      self.name = name
      self.status = status
      self.message = message
      self.advice = advice
    }
  }

  /// What was looked at, in a fixed order.
  public let items: [Item]

  /// Whether everything is as it should be.
  public var isFine: Bool { items.allSatisfy { $0.status == .fine } }

  /// Looks at this machine.
  ///
  /// - Parameter cache: The folder in which chunks and media are to be kept.
  public init(cache: String) {
    items = [Self.ffmpeg] + Self.encoders + Self.fonts + [Self.cache(cache)]
  }

  private static var ffmpeg: Item {
    let version = FFmpegBuild.formatVersion
    guard version >= 59 else {
      return Item(
        "FFmpeg", .broken, "release \(FFmpegBuild.release) is too old",
        advice: "install FFmpeg 5.1 or newer")
    }
    return Item("FFmpeg", .fine, "release \(FFmpegBuild.release)")
  }

  private static var encoders: [Item] {
    let needed: [(name: String, status: Status, use: String)] = [
      ("libx264", .broken, "the picture of previews"), ("aac", .broken, "the sound of previews"),
      ("png", .lacking, "PNG pictures"), ("mjpeg", .lacking, "JPEG pictures"),
      ("libwebp", .lacking, "WebP pictures"),
    ]
    return needed.map { encoder in
      FFmpegBuild.hasEncoder(encoder.name)
        ? Item("encoder \(encoder.name)", .fine, "for \(encoder.use)")
        : Item(
          "encoder \(encoder.name)", encoder.status, "missing; it makes \(encoder.use)",
          advice: "install an FFmpeg that was built with \(encoder.name)")
    }
  }

  private static var fonts: [Item] {
    let installed: InstalledFonts
    do throws(TextPaintingError) {
      installed = try InstalledFonts()
    } catch {
      return [
        Item("fonts", .broken, "\(error)", advice: "install fontconfig and the Noto fonts")
      ]
    }
    return [defaultFont].compactMap { $0 }
      + WritingScript.allCases.map { script in
        guard let families = installed.families[script] else {
          return Item(
            "font for \(script)", .lacking, "no installed font has \(script.sample)",
            advice: "install the Noto fonts, which cover every script")
        }
        return Item("font for \(script)", .fine, families.joined(separator: ", "))
      }
  }

  /// The family of titles that name none, and the styles that it has.
  private static var defaultFont: Item? {
    guard let painter = try? TextPainter() else { return nil }
    func face(_ weight: Int, italic: Bool = false) -> TextFonts.Face? {
      try? painter.fonts(
        of: "Aa", style: TextStyle(size: 64, weight: weight, isItalic: italic)
      ).faces.first
    }
    guard let regular = face(400) else { return nil }
    let weights = stride(from: 100, through: 900, by: 100).compactMap { asked in
      face(asked).flatMap { $0.isThickened ? nil : $0.weight }
    }
    let list = Set(weights).sorted().map(String.init).joined(separator: ", ")
    let hasItalic = face(400, italic: true).map { $0.isSlanted && !$0.isSheared } ?? false
    let hasBold = weights.contains { $0 >= 600 }
    return Item(
      "default font", hasBold && hasItalic ? .fine : .lacking,
      "\(regular.family) in weights \(list)\(hasItalic ? ", with italics" : ", without italics")",
      advice: hasBold && hasItalic
        ? nil : "install its bold and its italic, or fonts-noto-core")
  }

  private static func cache(_ folder: String) -> Item {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let probe = folder + "/.write-test-\(UUID().uuidString)"
      try Data([0]).write(to: URL(fileURLWithPath: probe))
      try FileManager.default.removeItem(atPath: probe)
    } catch {
      return Item(
        "cache", .broken, "\(folder) cannot be written to",
        advice: "name another folder with --cache or ROUGHCUT_CACHE")
    }
    return Item("cache", .fine, folder)
  }
}
