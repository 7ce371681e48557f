import LibAV
import MediaLibrary
import RenderPlanning

/// The form of an entry on disk: packets under a seal.
enum ChunkFile {
  private static let mark: [UInt8] = Array("roughcut chunk 4".utf8)

  static func bytes(of packets: [EncodedPacket], key: ChunkKey) -> [UInt8] {
    var writer = ByteWriter(mark: mark, capacity: ByteWriter.size(of: packets))
    writer.write(packets)
    return SealedFile.sealed(writer.bytes, name: key.hex)
  }

  /// The packets, or nothing where anything is not as it was written.
  static func packets(in bytes: [UInt8], key: ChunkKey) -> [EncodedPacket]? {
    guard let content = SealedFile.content(of: bytes, mark: mark, name: key.hex) else { return nil }
    var reader = ByteReader(content)
    return reader.packets()
  }
}
