import RenderPlanning

extension CacheKind {
  /// The entry that a file of the kind's folder belongs to; `nil` for a file that this program does not make there.
  ///
  /// A cache's folder can be any folder, also one that holds a person's files: only what has one of these names is ever
  /// an entry, and only entries are removed.
  ///
  /// - Parameter components: The file's path from the kind's folder on.
  /// - Returns: How many of the components name the entry, which is a file or a folder.
  func entryDepth(of components: [Substring]) -> Int? {
    switch (self, components.count) {
    case (.chunks, 2): Self.isSpread(components) ? 2 : nil
    case (.proxies, 3):
      Self.isSpread(components) && ProxyStore.isPart(String(components[2])) ? 2 : nil
    case (.indexes, 1), (.facts, 1): Self.isHash(components[0]) ? 1 : nil
    case (.media, 2):
      switch components[0] {
      case "content", "addresses": Self.isHash(components[1]) ? 2 : nil
      case "incoming": Self.isArrival(components[1]) ? 2 : nil
      default: nil
      }
    default: nil
    }
  }

  /// Whether a file is one that was begun under a hidden name, for an entry or for the log of growth.
  func isUnfinished(_ components: [Substring]) -> Bool {
    if self == .media, components.count == 2, components[0] == "incoming" {
      if Self.isLock(components[1]) { return true }
    }
    guard let last = components.last, let name = WholeFile.finalName(ofStaging: last) else {
      return false
    }
    return components.count == 1 && name == GrowthLog.name
      || entryDepth(of: components.dropLast() + [name]) != nil
  }

  /// Whether a path goes by the first two digits of a hash, then the hash.
  private static func isSpread(_ components: [Substring]) -> Bool {
    isHash(components[1]) && components[1].utf8.prefix(2).elementsEqual(components[0].utf8)
  }

  private static func isHash(_ name: Substring) -> Bool {
    ContentHash(hex: String(name))?.hex.utf8.elementsEqual(name.utf8) ?? false
  }

  /// The lock of a download: a hash between the beginning of hidden names and an ending.
  private static func isLock(_ name: Substring) -> Bool {
    let prefix = WholeFile.stagingPrefix
    return name.hasPrefix(prefix) && name.hasSuffix(".lock")
      && isHash(name.dropFirst(prefix.count).dropLast(5))
  }

  /// A download on its way: a hash, alone or with what ``FileDownload`` adds to it.
  private static func isArrival(_ name: Substring) -> Bool {
    let endings = ["", ".part", ".part.version"]
    return endings.contains { name.hasSuffix($0) && isHash(name.dropLast($0.count)) }
  }
}
