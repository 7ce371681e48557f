import Dispatch
import LibAV
import RenderPlanning
import Synchronization

/// Reads pictures of several files at once, each by its own reader, while another picture is composed.
///
/// A decoder's own threads do not keep the cores busy if many decoders give one picture each: every call waits for
/// a thread of its decoder. Here each reader is a job as a whole, so decoders need no threads and no further memory.
final class ReadAhead {
  /// Tells what is read apart.
  struct Key: Hashable {
    /// The number of the layer's segment (``LayerPlaces``).
    let place: Int
    /// After the file's origin.
    let time: MediaTime
  }

  /// One reader's picture.
  ///
  /// Sendable because one thread at a time uses it: whoever takes it from the jobs until the group is left, and after
  /// that the owner of the ``ReadAhead``.
  private final class Job: @unchecked Sendable {
    let reader: AnyObject
    let time: MediaTime
    var keys: [Key]
    private let read: () throws(FFmpegError) -> VideoFrame
    private(set) var result: Result<VideoFrame, FFmpegError>?

    init(
      _ reader: AnyObject, _ key: Key, _ read: @escaping () throws(FFmpegError) -> VideoFrame
    ) {
      self.reader = reader
      time = key.time
      keys = [key]
      self.read = read
    }

    func run() { result = Result(catching: read) }
  }

  /// How many readers are at work at once, at most.
  private let width: Int
  private let queue = DispatchQueue(label: "roughcut.readers", attributes: .concurrent)
  private let group = DispatchGroup()
  /// What is being read, for the next picture.
  private var jobs: [Job] = []
  /// What has been read, for the current picture.
  private var ready: [Key: Result<VideoFrame, FFmpegError>] = [:]

  /// - Parameter width: How many readers are at work at once, at most; below 2 for none.
  init(width: Int) { self.width = width }

  /// Whether pictures are read ahead at all.
  var isUsed: Bool { width > 1 }

  /// Adds a picture to those that are read next.
  ///
  /// - Parameters:
  ///   - reader: Whom `read` asks. If it is to give a picture of another time already, this one is left out.
  ///   - read: Called once, from another thread.
  /// - Returns: Whether this is the first picture that is asked of the reader.
  @discardableResult
  func add(
    _ key: Key, from reader: AnyObject, _ read: @escaping () throws(FFmpegError) -> VideoFrame
  ) -> Bool {
    guard let same = jobs.first(where: { $0.reader === reader }) else {
      jobs.append(Job(reader, key, read))
      return true
    }
    if same.time == key.time { same.keys.append(key) }
    return false
  }

  /// Begins to read what was added.
  func start() {
    let jobs = jobs
    let turns = Turns()
    for _ in 0..<min(width, jobs.count) {
      queue.async(group: group) {
        while case let number = turns.take(), number < jobs.count { jobs[number].run() }
      }
    }
  }

  /// Waits until no reader is at work.
  func wait() { if !jobs.isEmpty { group.wait() } }

  /// Waits until no reader is at work, and puts what they gave in the place of what they gave before.
  func finish() {
    wait()
    ready.removeAll(keepingCapacity: true)
    for job in jobs {
      guard let result = job.result else { continue }
      for key in job.keys { ready[key] = result }
    }
    jobs.removeAll(keepingCapacity: true)
  }

  /// What was read for a place and a time.
  func picture(for key: Key) -> Result<VideoFrame, FFmpegError>? { ready[key] }
}

/// Numbers from 0 on, each handed out once.
private final class Turns: Sendable {
  private let next = Atomic(0)

  func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
