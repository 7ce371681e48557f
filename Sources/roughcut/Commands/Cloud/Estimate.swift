import ArgumentParser
import CloudAPI
import DraftModel
import Foundation
import JobLedger
import MediaLibrary
import RenderPlanning

struct Estimate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what the next steps with a draft would cost, and what is missing for them.",
    discussion: """
      By the published prices, which are approximate. The balance is asked for only where there is a \
      token already. With --json: roughcut.estimate/1.
      """)

  @Argument(help: "The draft, or - for standard input.")
  var draft: InputFile

  @OptionGroup(title: "Media and cache") var media: MediaOptions
  @OptionGroup var session: SessionOption
  @OptionGroup var output: ConsoleOptions

  func run() async throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let service = try ServiceSettings(settings)
    let connection = try ServiceConnection(service, keys: settings.keys, console: console)
    let source = try draft.draft(settings.keys)
    let places = ExportMedia(
      of: source, folder: draft.folder, root: media.root(settings), state: nil)
    let shelf = media.shelf(
      for: source, in: draft, cache: media.cacheFolder(settings), settings)
    let list = shelf.media(
      of: source.resolved().timeline,
      proxies: MediaCache(folder: media.cacheFolder(settings)).proxies)
    let session = try connection.currentSession(named: session.session)
    var uploads: [String: Int64] = [:]
    for (name, path) in places.local {
      let hash = try? ContentHash(ofFile: path).hex
      let known = try hash.flatMap { hash in
        try session.flatMap {
          try connection.ledger.upload(contentHash: hash, in: $0.sessionID)
        }
      }
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
      if known == nil { uploads[name] = size?.int64Value ?? 0 }
    }
    // Without a token there is nothing to ask with, and an estimate acquires none.
    var balance: CreditBalance?
    if try service.hasToken {
      do {
        balance = try await connection.running { try await connection.client.credits() }
      } catch let failure as CommandFailure {
        if case .interrupted = failure.status { throw failure }
        console.note("the balance cannot be seen: \(failure)")
      }
    }
    try EstimateReport(
      draft: draft.name, balance: balance.map { CreditsReport($0) }, uploads: uploads,
      missing: list.filter(\.isMissing).map(\.source), media: list.count,
      previewed: PreviewRecord(of: draft, in: settings.places.state)?.hash.map {
        $0 == DraftHash(of: source).hex
      }
    ).tell(on: console, json: output.json)
  }
}

/// What the next steps cost: `roughcut.estimate/1`.
private struct EstimateReport: ServiceReport {
  static let schema = "roughcut.estimate/1"

  struct Prices: Encodable, Sendable {
    let export = PublishedCost.export
    let edit = PublishedCost.editing
    let generation = PublishedCost.generation
  }

  let draft: String
  let prices = Prices()
  let balance: CreditsReport?
  /// The bytes of the files that an export would upload, by source.
  let uploads: [String: Int64]
  /// The sources that this machine does not have: previews draw slates for them.
  let missing: [String]
  /// How many sources there are.
  let media: Int
  /// Whether the draft is the one of its file that was previewed last.
  let previewed: Bool?

  var lines: [String] {
    let bytes = ByteCount(uploads.values.reduce(0, +))
    return [
      "export: free, as published; takes 30 to 90 seconds",
      "an edit by message: about \(Credits.words(prices.edit)) a session",
      "a clip that is generated: about \(Credits.words(prices.generation))",
      balance.map { "balance: \($0.lines[0])" } ?? "balance: not known",
      uploads.isEmpty
        ? "to upload: nothing"
        : "to upload: \(uploads.count == 1 ? "1 file" : "\(uploads.count) files"), \(bytes), free",
      missing.isEmpty
        ? "media: all \(media) here"
        : "media: \(missing.count) of \(media) not here; `roughcut media fetch \(draft)`",
      previewed == nil
        ? "not previewed yet"
        : previewed == true ? "previewed as it is" : "changed since its preview",
    ]
  }
}
