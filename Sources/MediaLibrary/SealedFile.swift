import Foundation
import LibAV

/// Bytes that know when they are no longer what was written.
///
/// A sealed file is a mark of 16 bytes, the content, and a sum of 128 bits over both and the name it is kept under.
/// The name is part of the sum, so that an entry under a wrong name is as broken as a damaged one.
package enum SealedFile {
  /// Bytes of a mark.
  package static let markLength = 16
  private static let sumLength = 16

  /// Seals bytes that begin with their mark.
  ///
  /// - Parameters:
  ///   - bytes: The mark, then the content.
  ///   - name: What the entry is kept under.
  package static func sealed(_ bytes: [UInt8], name: String) -> [UInt8] {
    bytes + sum(of: bytes[...], name: name)
  }

  /// The content of a sealed file, without its mark; nothing where anything is not as it was written.
  package static func content(
    of bytes: [UInt8], mark: [UInt8], name: String
  ) -> ArraySlice<UInt8>? {
    guard bytes.count >= mark.count + sumLength, bytes.starts(with: mark) else { return nil }
    let body = bytes.dropLast(sumLength)
    guard Array(bytes.suffix(sumLength)) == sum(of: body, name: name) else { return nil }
    return body.dropFirst(mark.count)
  }

  /// Seals a value as JSON; `nil` if it cannot be encoded.
  static func sealed(_ value: some Encodable, mark: [UInt8], name: String) -> [UInt8]? {
    (try? JSONEncoder().encode(value)).map { sealed(mark + Array($0), name: name) }
  }

  /// The value that was sealed as JSON; `nil` if anything is not as it was written.
  static func value<Value: Decodable>(
    _ type: Value.Type, of bytes: [UInt8], mark: [UInt8], name: String
  ) -> Value? {
    content(of: bytes, mark: mark, name: name).flatMap {
      try? JSONDecoder().decode(type, from: Data($0))
    }
  }

  private static func sum(of bytes: ArraySlice<UInt8>, name: String) -> [UInt8] {
    guard var sum = try? ContentChecksum() else { return [] }
    Array(name.utf8).withUnsafeBytes { sum.add($0) }
    bytes.withUnsafeBytes { sum.add($0) }
    return sum.finish()
  }
}

/// Writes numbers and bytes one after another, little-endian.
package struct ByteWriter {
  /// What was written so far.
  package private(set) var bytes: [UInt8]

  /// Begins with a mark.
  package init(mark: [UInt8], capacity: Int) {
    bytes = mark
    bytes.reserveCapacity(capacity + SealedFile.markLength)
  }

  /// Writes a number.
  package mutating func write(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes bytes, their count first.
  package mutating func write(_ run: [UInt8]) {
    write(UInt32(clamping: run.count))
    bytes += run
  }
}

/// Reads what ``ByteWriter`` wrote; every answer is nothing once the bytes have run out.
package struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  /// Reads from the start of a slice.
  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// The next number.
  package mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    let size = MemoryLayout<Number>.size
    guard bytes.endIndex - place >= size else { return nil }
    let offset = place - bytes.startIndex
    place += size
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }

  /// The next run of bytes.
  package mutating func run() -> [UInt8]? {
    guard let count = number(UInt32.self), bytes.endIndex - place >= Int(count) else { return nil }
    defer { place += Int(count) }
    return Array(bytes[place..<(place + Int(count))])
  }
}
