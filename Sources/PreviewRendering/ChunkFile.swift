import Crypto
import LibAV
import RenderPlanning

/// The form of an entry on disk: a mark, the packets, and a SHA-256 over all of it and the entry's key.
///
/// The key is part of the sum so that an entry under a wrong name is as broken as a damaged one.
/// All numbers are little-endian.
enum ChunkFile {
  private static let mark: [UInt8] = Array("roughcut chunk 1".utf8)
  private static let sumLength = 32
  /// Times, length and flag of a packet.
  private static let headerLength = 8 * 3 + 4 + 1

  static func bytes(of packets: [EncodedPacket], key: ChunkKey) -> [UInt8] {
    let size = packets.reduce(0) { $0 + $1.bytes.count + headerLength }
    var bytes = mark
    bytes.reserveCapacity(mark.count + 4 + size + sumLength)
    append(UInt32(packets.count), to: &bytes)
    for packet in packets {
      append(UInt64(bitPattern: packet.presentationTicks), to: &bytes)
      append(UInt64(bitPattern: packet.decodingTicks), to: &bytes)
      append(UInt64(bitPattern: packet.duration), to: &bytes)
      append(UInt32(packet.bytes.count), to: &bytes)
      bytes.append(packet.isKey ? 1 : 0)
      bytes += packet.bytes
    }
    return bytes + sum(of: bytes[...], key: key)
  }

  /// The packets, or nothing where anything is not as it was written.
  static func packets(in bytes: [UInt8], key: ChunkKey) -> [EncodedPacket]? {
    guard bytes.count >= mark.count + 4 + sumLength, bytes.starts(with: mark) else { return nil }
    let body = bytes.dropLast(sumLength)
    guard bytes.suffix(sumLength).elementsEqual(sum(of: body, key: key)) else { return nil }
    var reader = Reader(bytes: body.dropFirst(mark.count))
    guard let count = reader.number(UInt32.self) else { return nil }
    var packets: [EncodedPacket] = []
    for _ in 0..<count {
      guard let presentation = reader.number(UInt64.self),
        let decoding = reader.number(UInt64.self), let duration = reader.number(UInt64.self),
        let length = reader.number(UInt32.self), let flag = reader.number(UInt8.self),
        let payload = reader.bytes(Int(length))
      else { return nil }
      packets.append(
        EncodedPacket(
          bytes: Array(payload), presentationTicks: Int64(bitPattern: presentation),
          decodingTicks: Int64(bitPattern: decoding), duration: Int64(bitPattern: duration),
          isKey: flag == 1))
    }
    return packets
  }

  private static func sum(of bytes: ArraySlice<UInt8>, key: ChunkKey) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: Array(key.hex.utf8))
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
      let size = Number.bitWidth / 8
      guard let part = bytes(size) else { return nil }
      return part.reversed().reduce(0) { $0 << 8 | Number($1) }
    }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
      guard bytes.count >= count else { return nil }
      defer { bytes = bytes.dropFirst(count) }
      return bytes.prefix(count)
    }
  }
}
