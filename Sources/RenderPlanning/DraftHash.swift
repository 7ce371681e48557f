import Crypto
public import DraftModel
import JSONTree

/// The name of a draft by what it says: SHA-256 over the canonical form of the draft node (format rule 1.5).
///
/// It does not depend on the envelope, on white space or on the order of members.
public struct DraftHash: Hashable, Sendable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  public let hex: String

  /// The digits.
  public var description: String { hex }

  /// Names a draft.
  public init(of draft: Draft) {
    hex = Hexadecimal.text(SHA256.hash(data: draft.node.canonicalBytes))
  }
}

/// Bytes as lower-case digits.
package enum Hexadecimal {
  /// Two digits a byte.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in bytes {
      for nibble in [byte >> 4, byte & 15] { digits.append(nibble + (nibble < 10 ? 48 : 87)) }
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
