import Dispatch
import Foundation
import Synchronization

/// Threads for long work, apart from those that answer requests.
///
/// A render keeps a thread busy for seconds; on the threads that all tasks share, a render on each core would
/// leave nobody to answer a client that asks how far it is.
final class WorkerThreads: TaskExecutor {
  // A serial queue gets a thread of its own, the global ones share theirs with tasks.
  private let queues: [DispatchQueue]
  private let next = Mutex(0)

  init(count: Int) {
    queues = (0..<max(count, 1)).map {
      DispatchQueue(label: "roughcut.sandbox.\($0)", qos: .utility)
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let turn = next.withLock { number in
      number = (number + 1) % queues.count
      return number
    }
    queues[turn].async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
