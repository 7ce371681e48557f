import LibAV

extension PictureRun {
  /// The run as bytes behind a mark.
  func bytes(mark: [UInt8]) -> [UInt8] {
    var writer = ByteWriter(
      mark: mark, capacity: 64 + parameterSets.count + ByteWriter.size(of: packets))
    for number in [
      Int32(clamping: width), Int32(clamping: height), sampleAspect.numerator,
      sampleAspect.denominator, tick.numerator, tick.denominator,
    ] { writer.write(number) }
    writer.write(origin.numerator)
    writer.write(origin.denominator)
    writer.write(parameterSets)
    writer.write(packets)
    return writer.bytes
  }

  /// Reads what ``bytes(mark:)`` wrote; nothing where it is no run.
  init?(part bytes: ArraySlice<UInt8>, span: (start: MediaTime, end: MediaTime)) {
    var reader = ByteReader(bytes)
    guard let width = reader.number(Int32.self), let height = reader.number(Int32.self),
      let wide = reader.number(Int32.self), let high = reader.number(Int32.self),
      let upper = reader.number(Int32.self), let lower = reader.number(Int32.self),
      let start = reader.number(Int64.self), let parts = reader.number(Int64.self),
      let origin = MediaTime(numerator: start, denominator: parts),
      let parameterSets = reader.run(), let packets = reader.packets(), !packets.isEmpty
    else { return nil }
    let tick = Ratio(upper, lower)
    guard width > 0, height > 0, tick.isPositive else { return nil }
    self.init(
      width: Int(width), height: Int(height), sampleAspect: Ratio(wide, high), tick: tick,
      origin: origin, parameterSets: parameterSets, packets: packets, start: span.start,
      end: span.end)
  }
}
