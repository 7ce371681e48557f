internal import CFFmpeg
import Foundation

/// Blocks of a growing file that are set aside ahead of its end.
///
/// Where a file system chooses blocks late (ext4), renaming the finished file over an older one waits for all of
/// them to be chosen and written out: a tenth of a second for ten minutes. All of it is a convenience: where the
/// system can't, writing goes on without.
struct BlockRoom {
  /// Bytes that are set aside from the start of the file.
  private var reached: Int64 = 0
  private var isRefused = false

  /// How far ahead blocks are set aside, and in what steps.
  private static let ahead: Int64 = 4 << 20
  private static let step: Int64 = 32 << 20

  /// Sees to it that blocks are there for the next megabytes behind `place`.
  mutating func reach(_ place: Int64, in path: String) {
    // Small files are written out in no time.
    guard place + Self.ahead > reached, place > Self.ahead, !isRefused else { return }
    let next = place + Self.step
    isRefused = !Self.onFile(path) { descriptor in
      roughcut_set_blocks_aside(descriptor, reached, next - reached) == 0
    }
    reached = next
  }

  /// Gives back what was set aside behind the end of the finished file.
  func giveBack(_ path: String) {
    guard reached > 0 else { return }
    _ = Self.onFile(path) { descriptor in
      let size = lseek(descriptor, 0, SEEK_END)
      return size > 0 && ftruncate(descriptor, size) == 0
    }
  }

  private static func onFile(_ path: String, _ body: (Int32) -> Bool) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return body(descriptor)
  }
}
