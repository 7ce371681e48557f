import DraftModel
import Foundation
import LibAV
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// Takes local media in: first notes what there is, then makes the reduced pictures that are wanted.
struct MediaIntake: Sendable {
  /// How it went so far.
  private(set) var status = ExitStatus.clean
  private var media: [DraftMedium] = []
  private let settings: Configuration
  private let options: MediaOptions
  private let cache: String
  private let proxies: ProxyStore
  private let jobs: Int

  init(settings: Configuration, media options: MediaOptions, jobs: Int?) throws {
    self.settings = settings
    self.options = options
    cache = options.cacheFolder(settings)
    proxies = MediaCache(folder: cache).proxies
    self.jobs = try jobs ?? settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// One file that was taken in.
  struct Added: Encodable, Sendable {
    let medium: DraftMedium
    /// Whether its reduced pictures were made now.
    let isProxyMade: Bool

    private enum CodingKeys: String, CodingKey { case proxyMade }

    func encode(to encoder: any Encoder) throws {
      try medium.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(isProxyMade, forKey: .proxyMade)
    }

    /// One line for people.
    var sentence: String {
      guard case .here(_, let facts, let proxy) = medium.state else { return medium.source }
      let parts = [
        facts.kind.rawValue, facts.size.map { "\($0.width)x\($0.height)" },
        facts.duration.map { "\($0)s" }, facts.bytes.map { "\(ByteCount($0))" },
        isProxyMade ? "proxy made" : proxy == .kept ? "proxy kept" : nil,
      ]
      return "\(medium.source): \(parts.compactMap { $0 }.joined(separator: ", "))"
    }
  }

  /// Notes the media of a draft, or one file; complains of what is missing, and goes on.
  mutating func note(_ input: InputFile, on console: Console) throws {
    if input.isMedia {
      note(file: input, on: console)
    } else {
      let draft = try input.draft(settings.keys)
      let shelf = options.shelf(for: draft, in: input, cache: cache, settings)
      for medium in shelf.media(of: draft.resolved().timeline, proxies: proxies) {
        guard case .missing(let reason) = medium.state else {
          media.append(medium)
          continue
        }
        console.complain("\(input.name): \"\(medium.source)\": \(reason)")
        if status == .clean { status = .somethingToSee }
      }
    }
  }

  private mutating func note(file: InputFile, on console: Console) {
    let shelf = MediaShelf(
      finder: MediaFinder(
        folder: FileManager.default.currentDirectoryPath, root: options.root(settings)?.folder),
      cache: cache)
    let medium = shelf.medium(file.path, proxies: proxies)
    if case .missing(let reason) = medium.state {
      console.complain("\(file.name): \(reason); give a media file or a draft")
      status = .notDone
    } else {
      media.append(medium)
    }
  }

  /// Makes the reduced pictures that are wanted and not kept, each content once.
  ///
  /// - Throws: ``CommandFailure`` where the cache cannot be written to, or a signal came.
  mutating func makeProxies(on console: Console) async throws -> [Added] {
    let wanted = media.reduce(into: [ContentHash: MediaItem]()) { wanted, medium in
      if case .here(let item, _, .absent) = medium.state { wanted[item.hash] = item }
    }.values.sorted { $0.path < $1.path }
    let total = wanted.reduce(0.0) { $0 + ($1.picture?.duration?.doubleValue ?? 0) }
    let bar = ProgressBar(isShown: console.showsProgress, unit: "seconds of media")
    defer { bar.finish() }
    let maker = ProxyMaker(store: proxies, threads: jobs)
    let made: Set<ContentHash>
    do {
      made = try await Interruption.guarding {
        var made: Set<ContentHash> = []
        var before = 0.0
        for item in wanted {
          do {
            try maker.make(of: item) { seconds in
              bar.show(RenderProgress(seconds: before + seconds, of: total))
            }
          } catch let error as FFmpegError {
            bar.finish()
            console.complain("\(error); previews read the file itself")
          }
          before += item.picture?.duration?.doubleValue ?? 0
          if maker.store.contains(item.hash) { made.insert(item.hash) }
        }
        return made
      }
    } catch let error as FileError {
      throw CommandFailure(error, advice: "name another cache with --cache")
    }
    if made.count < wanted.count { status = .notDone }
    return media.map { medium in
      guard case .here(let item, _, .absent) = medium.state, made.contains(item.hash) else {
        return Added(medium: medium, isProxyMade: false)
      }
      return Added(medium: medium.withProxy, isProxyMade: true)
    }
  }
}

extension RenderProgress {
  /// Progress in whole seconds of media, of which a file may state any number.
  fileprivate init(seconds: Double, of total: Double) {
    func whole(_ seconds: Double) -> Int64 { Int64(min(max(seconds, 0), 0x1p53)) }
    self.init(done: whole(seconds), total: whole(total))
  }
}

extension InputFile {
  /// Whether the file is none that could hold a draft: JSON text begins with a brace.
  fileprivate var isMedia: Bool {
    guard path != "-" else { return false }
    // What cannot be read is told apart by its name.
    guard let handle = FileHandle(forReadingAtPath: path),
      let head = try? handle.read(upToCount: 256)
    else { return !path.lowercased().hasSuffix(".json") }
    return head.first { !UInt8.isSpace($0) } != UInt8(ascii: "{")
  }
}

extension UInt8 {
  fileprivate static func isSpace(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }
}
