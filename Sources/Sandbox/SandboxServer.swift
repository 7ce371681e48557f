import Foundation
import Synchronization

/// A local server that speaks the service's published API, keeps state, edits drafts and renders exports.
///
/// It listens on the loopback interface alone, and everything that it keeps is in one folder, from which a
/// later sandbox goes on. In a test:
///
///     let sandbox = SandboxServer(configuration: SandboxConfiguration(folder: folder))
///     try await sandbox.start()
///     let url = await sandbox.url   // for NEMO_API_URL, or CloudConfiguration.apiURL
///     …
///     await sandbox.stop()
public actor SandboxServer {
  /// How the sandbox was asked to behave.
  public nonisolated let configuration: SandboxConfiguration

  private nonisolated let clock: any SandboxClock
  private nonisolated let faults: FaultPlan
  private var running: Running?
  private var lock: FolderLock?
  /// A restart that goes on.
  private var restarting: Task<Void, Never>?

  /// How long the sandbox is away when it restarts, in seconds, scaled.
  private static let restartSeconds = 1.0

  private struct Running {
    let task: Task<Void, Never>
    let service: SandboxService
    let port: UInt16
  }

  /// Makes a sandbox that does not listen yet.
  ///
  /// - Parameter clock: What time it is for tokens, and how the service's waits are waited.
  public init(configuration: SandboxConfiguration, clock: any SandboxClock = SystemSandboxClock()) {
    self.configuration = configuration
    self.clock = clock
    faults = FaultPlan(faults: configuration.faults, seed: configuration.faultSeed)
  }

  /// The port that the sandbox listens on; nil while it doesn't.
  public var port: UInt16? { running?.port }

  /// What `NEMO_API_URL` is to be: `http://127.0.0.1:PORT`; nil while the sandbox doesn't listen.
  public var url: String? { port.map { "http://127.0.0.1:\($0)" } }

  /// Takes the folder and listens; returns once connections are taken.
  ///
  /// Work that an earlier sandbox accepted and did not finish is taken up again.
  ///
  /// - Returns: The port.
  /// - Throws: ``SandboxError``.
  @discardableResult
  public func start() async throws(SandboxError) -> UInt16 {
    if let port { return port }
    let folder = try StateFolder(path: configuration.folder)
    let lock = try await FolderLock.held(of: folder.path)
    let port = try await listen(at: configuration.port, folder)
    self.lock = lock
    return port
  }

  /// Stops in good order: connections end, work that goes on is left for the next start.
  public func stop() async {
    await restarting?.value
    await halt()
    lock = nil
  }

  /// Stops as if the process had ended, and comes back at the same port from what is on disk.
  ///
  /// Returns once it's back. A sandbox that doesn't listen stays as it is.
  public func restart() async {
    beginRestart()
    await restarting?.value
  }

  private func beginRestart() {
    guard let port, restarting == nil else { return }
    restarting = Task {
      await halt()
      try? await clock.sleep(seconds: Self.restartSeconds * configuration.timeScale)
      if lock != nil, let folder = try? StateFolder(path: configuration.folder) {
        _ = try? await listen(at: port, folder)
      }
      restarting = nil
    }
  }

  /// Returns when no accepted work goes on: for tests, which so need no clock.
  package func idle() async {
    await restarting?.value
    await running?.service.idle()
  }

  private func halt() async {
    guard let running else { return }
    self.running = nil
    running.task.cancel()
    await running.task.value
    await running.service.stop()
  }

  private func listen(
    at port: UInt16, _ folder: StateFolder
  ) async throws(SandboxError) -> UInt16 {
    let service = SandboxService(configuration: configuration, folder: folder, clock: clock)
    let place = ListeningPort()
    let handler = ServiceHandler(
      service: service, faults: faults, place: place,
      restart: { [weak self] in await self?.beginRestart() })
    let listener: ServiceListener
    do {
      listener = try await ServiceListener(port: port)
    } catch {
      throw .cannotListen(port: port, reason: error.localizedDescription)
    }
    place.settle(listener.port)
    // Connections wait in the system's queue until they are taken.
    let task = Task { await listener.run(handler) }
    running = Running(task: task, service: service, port: listener.port)
    await service.resume()
    return listener.port
  }
}

/// The port that was given to a server, known once it listens.
final class ListeningPort: Sendable {
  private let settled = Mutex<UInt16>(0)

  var number: UInt16 { settled.withLock { $0 } }

  func settle(_ port: UInt16) { settled.withLock { $0 = port } }
}
