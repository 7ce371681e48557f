import ArgumentParser
import DraftModel
import Foundation
import JSONTree
import MediaLibrary

/// A draft as it is named on the command line: a path, or `-` for standard input.
struct InputFile: ExpressibleByArgument, Hashable, Sendable {
  /// The path as it was given.
  let path: String

  init(argument: String) { path = LiteralArgument.text(of: argument) }

  /// A file whose name is taken as it is: git has no notation for standard input.
  init(literal path: String) { self.path = path.hasPrefix("-") ? "./" + path : path }

  /// Standard input.
  static let standardInput = InputFile(argument: "-")

  /// The name for messages.
  var name: String { path == "-" ? FileReport.standardInput : path }

  /// The file's name without its extension, for outputs that are named after it.
  var stem: String {
    path == "-" ? "preview" : URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  /// The folder that relative paths start from: the draft's own, the working directory for standard
  /// input.
  var folder: String {
    path == "-"
      ? FileManager.default.currentDirectoryPath
      : URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  /// Completes file names.
  static var defaultCompletionKind: CompletionKind { .file(extensions: ["json"]) }

  /// The file's bytes.
  ///
  /// - Parameter onlyRegular: Whether the file must be a regular one, because another file names it and not the user.
  func bytes(onlyRegular: Bool = false) throws -> [UInt8] {
    let limit = JSONLimits.standard.maxBytes
    do throws(FileError) {
      return try onlyRegular
        ? WholeFile.readRegular(path, limit: limit) : WholeFile.read(path, limit: limit)
    } catch {
      throw CommandFailure(
        error, advice: "give the path of a draft, or - for standard input")
    }
  }

  /// The draft in the file, read under the spellings in force.
  ///
  /// - Parameter onlyRegular: Whether the file must be a regular one, because another file names it and not the user.
  func draft(_ keys: KeyTable, onlyRegular: Bool = false) throws -> Draft {
    let bytes = try bytes(onlyRegular: onlyRegular)
    do throws(DraftError) {
      return try Draft(parsing: bytes, keys: keys)
    } catch {
      throw CommandFailure(error, in: name)
    }
  }
}
