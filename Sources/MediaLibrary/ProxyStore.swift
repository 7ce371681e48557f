import Foundation
public import LibAV
public import RenderPlanning

/// Reduced pictures of media, kept by content: what a small preview decodes instead of the original.
///
/// A proxy is a row of parts of two seconds, each a sealed file that decodes on its own. So a proxy can be damaged,
/// deleted or half made at any moment: what a part lacks is decoded from the original. Only the size is lost; each
/// picture keeps its own time.
public struct ProxyStore: Hashable, Sendable {
  /// The folder that holds the proxies.
  public let folder: String

  /// Uses a folder, made when the first proxy is.
  public init(folder: String) { self.folder = folder }

  /// What is known of a whole proxy.
  public struct Facts: Hashable, Sendable {
    /// Pixels across, in the file's stored orientation.
    public let width: Int
    /// Pixels down, in the file's stored orientation.
    public let height: Int
    /// How many parts there are.
    public let parts: Int
  }

  /// Whether a file in the folder of a proxy is the proxy's: its facts, or one of its parts.
  static func isPart(_ name: String) -> Bool {
    name == factsName || Int32(name).map { $0 >= 0 && "\($0)" == name } ?? false
  }

  /// The name of the file with a proxy's facts.
  static let factsName = "facts"

  /// Seconds of media in a part.
  static let partSeconds: Int64 = 2
  private static let partMark: [UInt8] = Array("roughcut proxy 3".utf8)
  private static let factsMark: [UInt8] = Array("roughcut pfacts3".utf8)

  /// The facts of the proxy of a content; nothing where there is none, or it was not finished.
  public func facts(of hash: ContentHash) -> Facts? {
    guard let bytes = try? WholeFile.readRegular(factsPath(of: hash)),
      let content = SealedFile.content(of: bytes, mark: Self.factsMark, name: hash.hex)
    else { return nil }
    var reader = ByteReader(content)
    guard let width = reader.number(Int32.self), let height = reader.number(Int32.self),
      let parts = reader.number(Int32.self), width > 0, height > 0, parts > 0
    else { return nil }
    return Facts(width: Int(width), height: Int(height), parts: Int(parts))
  }

  /// Whether there is a finished proxy of a content.
  public func contains(_ hash: ContentHash) -> Bool { facts(of: hash) != nil }

  /// The part that tells what is on screen at a time after the file's origin; nothing where it is not whole.
  public func part(of hash: ContentHash, _ facts: Facts, at time: MediaTime) -> PictureRun? {
    part(of: hash, facts, number: Self.partNumber(at: time, of: facts.parts))
  }

  /// The part of a number, from 0; nothing where it is not whole.
  ///
  /// - Parameter isUse: Whether the proxy counts as used now.
  package func part(
    of hash: ContentHash, _ facts: Facts, number: Int, isUse: Bool = true
  ) -> PictureRun? {
    let path = path(of: hash, part: number)
    guard let bytes = try? WholeFile.readRegular(path),
      let content = SealedFile.content(
        of: bytes, mark: Self.partMark, name: Self.name(of: hash, part: number))
    else { return nil }
    if isUse { CacheFolder.touch(path) }
    return PictureRun(part: content, span: Self.span(of: number, of: facts.parts))
  }

  /// The times that a part tells of; the first reaches back and the last ahead without an end.
  private static func span(of number: Int, of parts: Int) -> (start: MediaTime, end: MediaTime) {
    let start = Int64(number) * partSeconds
    let far = Int64(1) << 40
    return (
      MediaTime(seconds: number == 0 ? -far : start),
      MediaTime(seconds: number >= parts - 1 ? far : start + partSeconds)
    )
  }

  static func partNumber(at time: MediaTime, of parts: Int) -> Int {
    let (quotient, remainder) = time.numerator.quotientAndRemainder(
      dividingBy: max(time.denominator, 1))
    let seconds = remainder < 0 ? quotient - 1 : quotient
    return Int(min(max(seconds / partSeconds, 0), Int64(max(parts - 1, 0))))
  }

  /// Keeps a part.
  func keep(_ run: PictureRun, of hash: ContentHash, part number: Int) throws(FileError) {
    try makeFolder(of: hash)
    let sealed = SealedFile.sealed(
      run.bytes(mark: Self.partMark), name: Self.name(of: hash, part: number))
    try WholeFile.write(sealed, to: path(of: hash, part: number))
  }

  /// Says that all parts are kept.
  func finish(_ facts: Facts, of hash: ContentHash) throws(FileError) {
    try makeFolder(of: hash)
    var writer = ByteWriter(mark: Self.factsMark, capacity: 12)
    writer.write(Int32(clamping: facts.width))
    writer.write(Int32(clamping: facts.height))
    writer.write(Int32(clamping: facts.parts))
    try WholeFile.write(
      SealedFile.sealed(writer.bytes, name: hash.hex), to: factsPath(of: hash))
  }

  private func makeFolder(of hash: ContentHash) throws(FileError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder(of: hash), withIntermediateDirectories: true)
    } catch {
      throw FileError(path: folder(of: hash), reason: "the folder cannot be made")
    }
  }

  private static func name(of hash: ContentHash, part number: Int) -> String {
    "\(hash.hex)/\(number)"
  }

  /// The folder of one proxy: its facts and its parts, and nothing else.
  package func folder(of hash: ContentHash) -> String {
    "\(folder)/\(hash.hex.prefix(2))/\(hash.hex)"
  }

  private func factsPath(of hash: ContentHash) -> String { folder(of: hash) + "/" + Self.factsName }

  private func path(of hash: ContentHash, part number: Int) -> String {
    folder(of: hash) + "/\(number)"
  }
}
