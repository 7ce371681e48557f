import Synchronization

/// Collects faults as readers meet them, from any thread.
final class FaultNotes: Sendable {
  private let findings = Mutex(PictureFindings())

  func add(_ fault: PictureFindings.Fault) { findings.withLock { _ = $0.note(fault) } }

  /// Those so far.
  var all: [PictureFindings.Fault] { findings.withLock { $0.faults } }
}
