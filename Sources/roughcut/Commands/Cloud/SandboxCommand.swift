public import ArgumentParser
import CurlTransport
import Foundation
public import Sandbox

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run a local server that speaks the service's API, for trying things out.",
    discussion: """
      It gives tokens and credits, keeps sessions and uploads, generates clips and edits drafts \
      on request in English and Chinese, and renders exports with this product's renderer. It \
      listens on this machine alone. Its first line of output is its address, to be put into \
      NEMO_API_URL; SIGINT and SIGTERM end it in good order, and what it had accepted is taken \
      up at the next start on the same state. ROUGHCUT_TIME_SCALE shortens its waits as it does \
      those of the other commands. What was asked of it is counted in counts.json of the state. \
      With --json: roughcut.sandbox/1.

      A fault is KIND[@CALL[:N]]: at the Nth of those calls, at each without N, at all calls \
      without CALL. Kinds: \(SandboxFault.kinds). Calls: \
      \(SandboxCall.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @Option(help: "The folder that keeps its state.", completion: .directory)
  var state: String

  @Option(help: "The port; 0 for any that is free.")
  var port: UInt16 = 0

  @Option(help: "The credits of a new anonymous user.")
  var credits: Double = 100

  @Option(help: "The shape of answers about renders: a, b, oldest or mixed.")
  var shape = SandboxConfiguration.RenderShape.a

  @Option(help: "The form of a message's events: plain, framework or mixed.")
  var events = SandboxConfiguration.EventForm.plain

  @Option(help: "Where codes stand in refusals: field, status or both.")
  var codes = SandboxConfiguration.CodePlace.field

  @Option(help: "Which edits are answered without words: always, never or some.")
  var silent = SandboxConfiguration.Silence.sometimes

  @Option(help: "When music and title follow the raw video: during the stream, or after it.")
  var secondStage = SandboxConfiguration.SecondStage.during

  @Option(help: "By how much its waits are multiplied; by default ROUGHCUT_TIME_SCALE, else 1.")
  var timeScale: Double?

  @Option(name: .long, help: "What goes wrong; may be given again.")
  var fault: [SandboxFault] = []

  @Option(help: "Have a random mix of faults strike, the same for the same number.")
  var faultSeed: UInt64?

  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if let timeScale, !(0...1000).contains(timeScale) {
      throw ValidationError("--time-scale takes 0 to 1000")
    }
    if !(0...1_000_000_000).contains(credits) {
      throw ValidationError("--credits takes 0 to 1000000000")
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let printer = try console.console(Configuration.inForce())
    var configuration = SandboxConfiguration(folder: state, port: port)
    configuration.credits = credits
    configuration.renderShape = shape
    configuration.eventForm = events
    configuration.codePlace = codes
    configuration.silence = silent
    configuration.secondStage = secondStage
    configuration.faults = fault
    configuration.faultSeed = faultSeed
    configuration.timeScale = timeScale ?? Self.timeScale(in: environment)
    configuration.transport = try CurlTransport.ofThisProcess()
    try await serve(configuration, on: printer)
  }

  /// Serves until a signal comes.
  private func serve(_ configuration: SandboxConfiguration, on printer: Console) async throws {
    let (signals, signal) = AsyncStream.makeStream(of: Int32.self)
    let listener = try SignalListener([SIGINT, SIGTERM]) { signal.yield($0) }
    defer { listener.stop() }
    let sandbox = SandboxServer(configuration: configuration)
    let port: UInt16
    do throws(SandboxError) {
      port = try await sandbox.start()
    } catch {
      throw CommandFailure("\(error)")
    }
    let address = "http://127.0.0.1:\(port)"
    if console.json {
      let content = SandboxReport(url: address, port: port, state: state)
      printer.print(bytes: try Report("roughcut.sandbox/1", content).bytes())
    } else {
      printer.print(address)
    }
    printer.note("export NEMO_API_URL=\(address)   # SIGINT (Ctrl-C) ends the sandbox")
    for await _ in signals { break }
    await sandbox.stop()
  }

  private static func timeScale(in environment: [String: String]) -> Double {
    let scale = environment["ROUGHCUT_TIME_SCALE"].flatMap(Double.init) ?? 1
    return (0...1000).contains(scale) ? scale : 1
  }
}

/// Where a sandbox is, as data.
private struct SandboxReport: Encodable {
  let url: String
  let port: UInt16
  let state: String
}

extension SandboxConfiguration.RenderShape: ExpressibleByArgument {}
extension SandboxConfiguration.EventForm: ExpressibleByArgument {}
extension SandboxConfiguration.CodePlace: ExpressibleByArgument {}
extension SandboxConfiguration.Silence: ExpressibleByArgument {}
extension SandboxConfiguration.SecondStage: ExpressibleByArgument {}

extension SandboxFault: ExpressibleByArgument {
  /// Reads `429@export:1`.
  public init?(argument: String) { self.init(argument) }
}
