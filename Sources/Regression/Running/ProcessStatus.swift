#if os(Linux)
  import Foundation

  /// What the system says of a process in `/proc/PID/stat` (proc(5)).
  struct ProcessStatus {
    /// When it was started, in clock ticks since the machine was.
    let start: UInt64
    /// Whether it runs a program, and is neither a thread of the kernel nor one that has ended.
    let isProgram: Bool

    /// - Returns: `nil` if there is no such process any more.
    init?(of process: pid_t) {
      guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat"),
        // The name of the program, in parentheses, can hold anything.
        let end = bytes.lastIndex(of: UInt8(ascii: ")"))
      else { return nil }
      // The fields from the third on: the state first, the flags as the seventh, the start as the twentieth.
      let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " ")).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count > 19, let flags = UInt64(fields[6]), let start = UInt64(fields[19]) else {
        return nil
      }
      self.start = start
      // PF_KTHREAD of the kernel's sched.h.
      isProgram = flags & 0x20_0000 == 0 && fields[0] != "Z" && fields[0] != "X"
    }

    /// The present time as `start` counts it.
    static var now: UInt64 {
      var time = timespec()
      clock_gettime(CLOCK_BOOTTIME, &time)
      let ticks = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
      return UInt64(time.tv_sec) * ticks + UInt64(time.tv_nsec) * ticks / 1_000_000_000
    }
  }
#endif
