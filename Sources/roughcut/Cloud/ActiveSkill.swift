import ArgumentParser
import CloudAPI
import Foundation
import MediaLibrary

/// The skill document as which the program speaks to the service.
///
/// The setting `skill` names it. Else it's the product's own: installed in `share/roughcut` beside the program's
/// folder, or in the checkout that built the program. A program that lies anywhere else has its name and version built in.
struct ActiveSkill {
  /// What the document says.
  let document: SkillDocument
  /// Where it is; empty for what is built in.
  let path: String

  /// No skill document is longer.
  private static let longest = 4 << 20

  /// Reads the document that the settings name, or the product's own.
  ///
  /// - Throws: ``CommandFailure`` where it cannot be read, or names no skill.
  init(_ settings: Configuration) throws(CommandFailure) {
    let named = settings[.skill].map { URL(fileURLWithPath: $0.text).standardizedFileURL.path }
    path = named ?? Self.productDocument ?? ""
    do {
      let text =
        path.isEmpty
        ? Self.builtIn
        : String(decoding: try WholeFile.readRegular(path, limit: Self.longest), as: UTF8.self)
      document = try SkillDocument(text: text)
    } catch let error as FileError {
      throw CommandFailure(error, advice: "name a skill document with ROUGHCUT_SKILL")
    } catch {
      throw CommandFailure("\(path): \(error)")
    }
  }

  /// The product's own document, where it is on this machine.
  static var productDocument: String? {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    let folder = program.deletingLastPathComponent()
    var places = [folder.deletingLastPathComponent().appending(path: "share/roughcut/SKILL.md")]
    // A scratch folder of another name (--scratch-path .build-NAME) is in the checkout, too.
    if let build = folder.pathComponents.lastIndex(where: { $0.hasPrefix(".build") }) {
      let checkout = folder.pathComponents[1..<build].joined(separator: "/")
      places.append(URL(fileURLWithPath: "/\(checkout)/skill/SKILL.md"))
    }
    return places.map(\.path).first { FileManager.default.fileExists(atPath: $0) }
  }

  private static var builtIn: String {
    "---\nname: roughcut\nversion: \(Roughcut.configuration.version)\n---\n"
  }
}
