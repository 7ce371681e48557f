package import Dispatch
import Synchronization

/// Threads apart from those that all tasks share.
///
/// The shared ones are as many as there are cores, and a render keeps each of them busy for seconds at a time. Work
/// that would wait for one of them too long, or would leave none of them to others, is run on these.
package final class WorkerThreads: TaskExecutor {
  // A serial queue gets a thread of its own, the global ones share theirs with tasks.
  private let queues: [DispatchQueue]
  private let next = Mutex(0)

  /// Makes ready so many threads, at least one, under a name for whoever looks at the process.
  package init(_ name: String, count: Int = 1, qos: DispatchQoS) {
    queues = (0..<max(count, 1)).map { DispatchQueue(label: "roughcut.\(name).\($0)", qos: qos) }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let turn = next.withLock { number in
      number = (number + 1) % queues.count
      return number
    }
    queues[turn].async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
