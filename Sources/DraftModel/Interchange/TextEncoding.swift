#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A character encoding by its name, as the system's `iconv` knows it: `windows-1251`, `shift_jis`, `gb18030`.
public struct TextEncoding: Hashable, Sendable, CustomStringConvertible {
  /// The name as it was given.
  public let name: String

  /// Names an encoding; `nil` if the system does not know it.
  public init?(_ name: String) {
    // More than a name would be an instruction to iconv, such as to leave out what is invalid.
    let isName = name.utf8.allSatisfy { byte in
      Self.letters.contains(byte) || Self.digits.contains(byte) || Self.marks.contains(byte)
    }
    guard isName, (1...40).contains(name.utf8.count), let decoder = Decoder(name) else {
      return nil
    }
    decoder.close()
    self.name = name
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  private static let marks = Set("-_.:+".utf8)

  /// The name.
  public var description: String { name }

  /// The encoding of Western European text on Windows.
  static var windows1252: TextEncoding? { TextEncoding("windows-1252") }

  /// What bytes say in this encoding.
  enum Decoded {
    case text(String)
    /// The offset of the first bytes that the encoding does not have.
    case invalid(offset: Int)
  }

  /// Decodes bytes, all or none.
  func decode(_ bytes: ArraySlice<UInt8>) -> Decoded {
    guard let decoder = Decoder(name) else { return .invalid(offset: 0) }
    defer { decoder.close() }
    return decoder.decode(Array(bytes))
  }
}

/// One conversion of `iconv` to UTF-8, to be closed by whoever opened it.
private struct Decoder {
  private let handle: iconv_t

  init?(_ name: String) {
    guard let handle = iconv_open("UTF-8", name), handle != iconv_t(bitPattern: -1) else {
      return nil
    }
    self.handle = handle
  }

  func close() { iconv_close(handle) }

  func decode(_ bytes: [UInt8]) -> TextEncoding.Decoded {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 65_536)
    var decoded: [UInt8] = []
    let total = input.count
    // `(size_t)-1`
    let failure = Int(bitPattern: UInt.max)
    return input.withUnsafeMutableBufferPointer { source in
      var next = source.baseAddress
      var left = total
      while true {
        let (isDone, written) = output.withUnsafeMutableBufferPointer { target -> (Bool, Int) in
          var place = target.baseAddress
          var room = target.count
          // EILSEQ and EINVAL leave bytes over; after E2BIG, room is made.
          let isFull = iconv(handle, &next, &left, &place, &room) == failure && errno == E2BIG
          return (!isFull, target.count - room)
        }
        decoded += output[..<written].map { UInt8(bitPattern: $0) }
        guard isDone else { continue }
        return left == 0
          ? .text(String(decoding: decoded, as: UTF8.self)) : .invalid(offset: total - left)
      }
    }
  }
}
