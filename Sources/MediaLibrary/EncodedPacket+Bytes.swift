package import LibAV

extension ByteWriter {
  /// Writes packets, their count first.
  package mutating func write(_ packets: [EncodedPacket]) {
    write(UInt32(clamping: packets.count))
    for packet in packets {
      write(packet.presentationTicks)
      write(packet.decodingTicks)
      write(packet.duration)
      write(packet.isKey ? UInt8(1) : 0)
      write(packet.bytes)
    }
  }

  /// How many bytes packets take.
  package static func size(of packets: [EncodedPacket]) -> Int {
    // Three times, a flag and a length beside each packet's bytes.
    packets.reduce(4) { $0 + $1.bytes.count + 29 }
  }
}

extension ByteReader {
  /// The next packets; nothing where one of them is not whole.
  package mutating func packets() -> [EncodedPacket]? {
    guard let count = number(UInt32.self) else { return nil }
    var packets: [EncodedPacket] = []
    for _ in 0..<count {
      guard let presentation = number(Int64.self), let decoding = number(Int64.self),
        let duration = number(Int64.self), let flag = number(UInt8.self), let bytes = run()
      else { return nil }
      packets.append(
        EncodedPacket(
          bytes: bytes, presentationTicks: presentation, decodingTicks: decoding,
          duration: duration, isKey: flag == 1))
    }
    return packets
  }
}
