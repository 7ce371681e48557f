public import DraftModel
import JSONTree
public import MediaLibrary

extension Draft {
  /// Reads a draft from a file.
  ///
  /// - Throws: ``DraftReadingError``.
  public init(contentsOf path: String, keys: KeyTable = .standard) throws(DraftReadingError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try WholeFile.readRegular(path, limit: JSONLimits.standard.maxBytes)
    } catch {
      throw .file(error)
    }
    do throws(DraftError) {
      try self.init(parsing: bytes, keys: keys)
    } catch {
      throw .draft(error, in: path)
    }
  }
}

/// Why a file gives no draft.
public enum DraftReadingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be read.
  case file(FileError)
  /// It holds no draft.
  case draft(DraftError, in: String)

  /// The place and what is wrong there.
  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .draft(let error, let path): "\(path):\(error.location): \(error)"
    }
  }
}
