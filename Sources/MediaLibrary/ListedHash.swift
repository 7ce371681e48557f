import Crypto
import Foundation
import RenderPlanning

/// A hash that a state lists for one of its files, read by its length: MD5, SHA-1 or SHA-256 in hexadecimal digits.
///
/// The service does not say which it gives. Digits of another number are a name like any other, and prove nothing.
struct ListedHash: Hashable, Sendable {
  private enum Kind: Int { case md5 = 32, sha1 = 40, sha256 = 64 }

  private let kind: Kind
  private let digits: String

  /// Reads what a state lists; nothing where it is no hash of a known kind.
  init?(_ text: String) {
    let isHex = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        true
      default: false
      }
    }
    guard isHex, let kind = Kind(rawValue: text.utf8.count) else { return nil }
    self.kind = kind
    digits = text.lowercased()
  }

  /// Whether a file has this hash.
  ///
  /// - Throws: ``FileError`` where it cannot be read.
  func matches(file path: String) throws(FileError) -> Bool {
    switch kind {
    case .md5: try Self.digits(of: path, by: Insecure.MD5()) == digits
    case .sha1: try Self.digits(of: path, by: Insecure.SHA1()) == digits
    case .sha256: try Self.digits(of: path, by: SHA256()) == digits
    }
  }

  private static func digits(
    of path: String, by function: some HashFunction
  ) throws(FileError) -> String {
    var function = function
    try FileBytes.read(path) { function.update(bufferPointer: $0) }
    return Hexadecimal.text(function.finalize())
  }
}
