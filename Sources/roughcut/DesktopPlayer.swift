import Foundation

/// The program that the desktop plays videos with.
enum DesktopPlayer {
  #if os(macOS)
    private static let opener = "open"
  #else
    private static let opener = "xdg-open"
  #endif

  /// Opens a file and does not wait for the player to end.
  static func open(_ path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [opener, URL(fileURLWithPath: path).path]
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw CommandFailure(
        "\(path) is rendered, but \(opener) cannot be run; open the file yourself")
    }
  }
}
