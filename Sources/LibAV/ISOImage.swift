internal import CFFmpeg

/// What the boxes of a still picture in an ISO file (AVIF, HEIC) state, which FFmpeg 5.1 passes over.
///
/// ISO/IEC 23008-12: the `meta` box lists items and their properties; the primary item is the picture. Its turns
/// (`irot`, then `imir`) are among its properties, and its opacity is an item of its own that refers to it (`auxl`).
struct ISOImage {
  /// How the primary picture must be turned.
  private(set) var orientation = Orientation.upright
  /// The primary picture has an opacity in an item of its own.
  private(set) var hasAlphaItem = false
  /// Where the bytes of that item are, if they are in one piece.
  private(set) var alphaBytes: Range<Int64>?
  /// The primary picture is put together from others (ISO/IEC 23008-12, 6.6.2).
  private(set) var isTiled = false
  /// The four letters of the file's main brand, such as `avif`.
  let brand: String

  /// The file is one picture, and not a sequence.
  var isStill: Bool { Self.stillBrands.contains(brand) }

  private static let stillBrands: Set<String> = [
    "avif", "mif1", "heic", "heix", "heim", "heis", "MiHE", "MiHB", "MiHA",
  ]
  /// Brands whose pictures are coded in HEVC.
  private static let heicBrands: Set<String> = [
    "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1",
  ]

  /// The file is a HEIC picture or sequence.
  var isHEIC: Bool { Self.heicBrands.contains(brand) }

  /// Bytes of the list of items read, at most.
  private static let mostBytes: Int64 = 4_000_000
  /// Boxes beside each other looked at, at most.
  private static let mostBoxes = 10_000

  /// Reads a file's lists; `nil` if it is not an ISO file.
  init?(path: String) {
    guard let input = try? FileInput(path: path) else { return nil }
    let header = Self.read(input, at: 0, 16)
    guard header.count == 16, Array(header[4..<8]) == Array("ftyp".utf8) else { return nil }
    brand = String(decoding: header[8..<12], as: UTF8.self)
    // A film's lists are its demuxer's to read.
    guard isStill else { return }
    var place: Int64 = 0
    for _ in 0..<Self.mostBoxes {
      let head = Self.read(input, at: place, 16)
      guard head.count >= 8 else { return }
      var size = Int64(head[0..<4].reduce(0) { $0 << 8 | UInt64($1) })
      var start: Int64 = 8
      if size == 1, head.count == 16 {
        size = Int64(clamping: head[8..<16].reduce(0) { $0 << 8 | UInt64($1) })
        start = 16
      }
      guard size == 0 || size >= start else { return }
      if Array(head[4..<8]) == Array("meta".utf8) {
        let count = min(size == 0 ? Self.mostBytes : size - start, Self.mostBytes)
        readItems(Self.read(input, at: place + start, Int(count)))
        return
      }
      let (next, overflow) = place.addingReportingOverflow(size)
      guard size > 0, !overflow else { return }
      place = next
    }
  }

  private static func read(_ input: borrowing FileInput, at place: Int64, _ count: Int) -> [UInt8] {
    guard unsafe avio_seek(input.context, place, SEEK_SET) >= 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      read = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(count))))
    }
  }

  private mutating func readItems(_ bytes: [UInt8]) {
    var meta = BoxReader(bytes[...])
    _ = meta.number(4)
    var primary: UInt64 = 0
    var properties: [BoxReader.Box] = []
    var associations: [UInt64: [Int]] = [:]
    var alphaOwners: [(alpha: UInt64, owner: UInt64)] = []
    var places: [UInt64: Range<Int64>] = [:]
    var kinds: [UInt64: String] = [:]
    while let box = meta.next() {
      var content = BoxReader(box.content)
      switch box.name {
      case "pitm": primary = content.number(4) >> 24 == 0 ? content.number(2) : content.number(4)
      case "iprp":
        while let part = content.next() {
          var inner = BoxReader(part.content)
          if part.name == "ipco" {
            while let property = inner.next() { properties.append(property) }
          }
          if part.name == "ipma" { associations.merge(inner.associations()) { $0 + $1 } }
        }
      case "iref": alphaOwners += content.references("auxl").map { ($0.from, $0.to) }
      case "iloc": places = content.places()
      case "iinf": kinds = content.kinds()
      default: break
      }
    }
    isTiled = ["grid", "iovl"].contains(kinds[primary])
    func named(_ item: UInt64) -> [BoxReader.Box] {
      (associations[item] ?? []).compactMap {
        $0 > 0 && $0 <= properties.count ? properties[$0 - 1] : nil
      }
    }
    for property in named(primary) {
      var content = BoxReader(property.content)
      switch property.name {
      // Quarter turns against the clock.
      case "irot": orientation = orientation.turned(quarters: -Int(content.number(1) & 3))
      // 1 exchanges left and right, 0 top and bottom.
      case "imir":
        orientation = orientation.mirrored()
        if content.number(1) & 1 == 0 { orientation = orientation.turned(quarters: 2) }
      default: break
      }
    }
    let kind = Array("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha".utf8)
    let older = Array("urn:mpeg:hevc:2015:auxid:1".utf8)
    for pair in alphaOwners where pair.owner == primary {
      let isAlpha = named(pair.alpha).contains {
        $0.name == "auxC"
          && ($0.content.dropFirst(4).starts(with: kind)
            || $0.content.dropFirst(4).starts(with: older))
      }
      guard isAlpha else { continue }
      hasAlphaItem = true
      alphaBytes = places[pair.alpha]
    }
  }
}

/// Reads boxes of an ISO file (ISO/IEC 14496-12, 4.2) that lie in memory; what is missing is zero.
private struct BoxReader {
  /// One box.
  struct Box {
    let name: String
    let content: ArraySlice<UInt8>
  }

  private var rest: ArraySlice<UInt8>
  private static let mostEntries = 100_000

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// A number of some bytes, the highest first.
  mutating func number(_ count: Int) -> UInt64 {
    let found = rest.prefix(count)
    rest = rest.dropFirst(count)
    return found.count == count ? found.reduce(0) { $0 << 8 | UInt64($1) } : 0
  }

  mutating func next() -> Box? {
    guard rest.count >= 8 else { return nil }
    let size = Int(clamping: number(4))
    let name = String(decoding: rest.prefix(4), as: UTF8.self)
    rest = rest.dropFirst(4)
    let length = size == 0 ? rest.count : size - 8
    guard length >= 0, length <= rest.count else { return nil }
    let content = rest.prefix(length)
    rest = rest.dropFirst(length)
    return Box(name: name, content: content)
  }

  /// The numbers of the properties of each item, from 1 (`ipma`).
  mutating func associations() -> [UInt64: [Int]] {
    let head = number(4)
    let isLong = head & 1 != 0
    var result: [UInt64: [Int]] = [:]
    for _ in 0..<min(Int(clamping: number(4)), Self.mostEntries) where !rest.isEmpty {
      let item = number(head >> 24 == 0 ? 2 : 4)
      for _ in 0..<Int(number(1)) {
        let entry = Int(number(isLong ? 2 : 1))
        result[item, default: []].append(entry & (isLong ? 0x7FFF : 0x7F))
      }
    }
    return result
  }

  /// The references of a kind (`iref`).
  mutating func references(_ kind: String) -> [(from: UInt64, to: UInt64)] {
    let size = number(4) >> 24 == 0 ? 2 : 4
    var result: [(UInt64, UInt64)] = []
    while let box = next() {
      guard box.name == kind else { continue }
      var content = BoxReader(box.content)
      let from = content.number(size)
      for _ in 0..<Int(content.number(2)) where !content.rest.isEmpty {
        result.append((from, content.number(size)))
      }
    }
    return result
  }

  /// The four letters of each item's kind (`iinf`).
  mutating func kinds() -> [UInt64: String] {
    _ = number(number(4) >> 24 == 0 ? 2 : 4)
    var result: [UInt64: String] = [:]
    while let box = next(), result.count < Self.mostEntries {
      var content = BoxReader(box.content)
      let version = content.number(4) >> 24
      // Older versions have no kind.
      guard box.name == "infe", version >= 2 else { continue }
      let item = content.number(version == 2 ? 2 : 4)
      _ = content.number(2)
      result[item] = String(decoding: content.rest.prefix(4), as: UTF8.self)
    }
    return result
  }

  /// Where items are that are in one piece of the file itself (`iloc`).
  mutating func places() -> [UInt64: Range<Int64>] {
    let version = number(4) >> 24
    let sizes = number(2)
    let (offsetSize, lengthSize) = (Int(sizes >> 12 & 15), Int(sizes >> 8 & 15))
    let (baseSize, indexSize) = (Int(sizes >> 4 & 15), version > 0 ? Int(sizes & 15) : 0)
    var result: [UInt64: Range<Int64>] = [:]
    let count = Int(clamping: number(version < 2 ? 2 : 4))
    for _ in 0..<min(count, Self.mostEntries) where !rest.isEmpty {
      let item = number(version < 2 ? 2 : 4)
      let method = version > 0 ? number(2) & 15 : 0
      _ = number(2)
      let base = number(baseSize)
      let extents = Int(number(2))
      for extent in 0..<extents where !rest.isEmpty {
        _ = number(indexSize)
        let (start, overflow) = base.addingReportingOverflow(number(offsetSize))
        let (end, overflows) = start.addingReportingOverflow(number(lengthSize))
        guard method == 0, extents == 1, extent == 0, !overflow, !overflows,
          let first = Int64(exactly: start), let last = Int64(exactly: end), first < last
        else { continue }
        result[item] = first..<last
      }
    }
    return result
  }
}
