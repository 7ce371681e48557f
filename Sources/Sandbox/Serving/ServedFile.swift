import Foundation
import HTTPTransport

/// A file, or a part of it, as an answer.
struct ServedFile: Sendable {
  let path: String
  let contentType: String
  /// The length of the whole file, in bytes.
  let sizeBytes: Int64
  /// What names this version of the file.
  let entityTag: String
  /// The bytes that are sent.
  private(set) var range: Range<Int64>

  /// - Throws: ``Refusal/notFound`` where the file can't be read.
  init(path: String, contentType: String, entityTag: String) throws(Refusal) {
    guard let status = FileStatus(at: path), status.isRegular else { throw .notFound }
    self.path = path
    self.contentType = contentType
    self.entityTag = "\"\(entityTag)\""
    sizeBytes = status.size
    range = 0..<sizeBytes
  }

  /// What a `Range` field comes to (RFC 9110, section 14).
  enum Part { case whole, part, unsatisfiable }

  /// Narrows the answer to what was asked for.
  ///
  /// - Parameters:
  ///   - field: The `Range` field; one that isn't a single range of bytes is ignored, as the RFC has it.
  ///   - condition: The `If-Range` field; another version than it names is sent whole.
  mutating func narrow(to field: String?, if condition: String?) -> Part {
    guard let field, field.hasPrefix("bytes="), condition == nil || condition == entityTag else {
      return .whole
    }
    let ends = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    guard ends.count == 2, ends.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return .whole }
    switch (Int64(ends[0]), Int64(ends[1])) {
    case (let first?, nil) where ends[1].isEmpty:
      guard first < sizeBytes else { return .unsatisfiable }
      range = first..<sizeBytes
    case (let first?, let last?):
      guard first <= last else { return .whole }
      guard first < sizeBytes else { return .unsatisfiable }
      range = first..<min(last, sizeBytes - 1) + 1
    case (nil, let count?) where ends[0].isEmpty:
      guard count > 0, sizeBytes > 0 else { return .unsatisfiable }
      range = max(0, sizeBytes - count)..<sizeBytes
    default: return .whole
    }
    return .part
  }

  /// Reads the part in pieces of 64 KB.
  final class Reader: @unchecked Sendable {
    // Read by one task, one piece after another; the file is opened with the first.
    private let file: ServedFile
    private var descriptor: Int32 = -1
    private var offset: Int64

    init(_ file: ServedFile) {
      self.file = file
      offset = file.range.lowerBound
    }

    func next() throws -> [UInt8]? {
      guard offset < file.range.upperBound else { return nil }
      if descriptor < 0 { descriptor = open(file.path, O_RDONLY | O_CLOEXEC) }
      guard descriptor >= 0 else { throw Refusal.notFound }
      let wanted = Int(min(64 << 10, file.range.upperBound - offset))
      var failure: Int32 = 0
      let piece = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        let read = pread(descriptor, buffer.baseAddress, wanted, off_t(offset))
        failure = read > 0 ? 0 : read == 0 ? EIO : errno
        count = max(read, 0)
      }
      guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
      offset += Int64(piece.count)
      return piece
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
