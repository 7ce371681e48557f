import Dispatch

/// Runs the tasks that watch over programs on a thread of their own.
///
/// The shared pool has as many threads as there are cores, and a render keeps all of them busy for seconds at a
/// time. A watch that waited for one of them would see a program's end, or drain its output, only after the
/// program's time is up, and end what had behaved.
final class SupervisionExecutor: TaskExecutor {
  /// The one of this process: watching costs next to nothing, however many programs run.
  static let shared = SupervisionExecutor()

  // A serial queue gets a thread beyond those of the pool.
  private let queue = DispatchQueue(label: "roughcut.programs", qos: .userInitiated)

  private init() {}

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
