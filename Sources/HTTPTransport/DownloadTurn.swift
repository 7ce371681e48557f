import Foundation

/// Who brings a file that several want to download to one destination at once.
enum DownloadTurn: ~Copyable {
  /// This download; the partial file is locked.
  case ours(PartialFile)

  /// Another one has finished while this one waited; its file is accepted, and has so many bytes.
  case finishedElsewhere(Int64)

  /// Takes the partial file of a download's destination, or waits while another has it.
  ///
  /// The partial file does not show who has finished: of several that wait, each that takes its turn makes one anew for a
  /// moment, and a wait that is scheduled late sees none at all. The file at the destination does: if it is another than
  /// when the wait began, then it is whole, and whoever brought it has finished.
  ///
  /// - Throws: ``DownloadError/busy(path:seconds:)`` when the other one has received nothing for the download's
  ///   patience.
  static func taken(of download: FileDownload) async throws(DownloadError) -> DownloadTurn {
    let before = FileIdentity(at: download.destination)
    let start = ContinuousClock.now
    var lastGrowth = start
    var isReported = false
    var seen: (file: FileIdentity, size: Int64)?
    while true {
      if let file = try PartialFile.attempt(destination: download.destination) {
        if download.sharesResult, let after = FileIdentity(at: download.destination),
          after != before, let bytes = download.accepted()
        {
          // The empty file that has just been made for this download.
          if file.size == 0 { file.discard() }
          return .finishedElsewhere(bytes)
        }
        return .ours(file)
      }
      let now = ContinuousClock.now
      let found = Self.partial(at: download.destination + ".part")
      if found?.file != seen?.file || found?.size != seen?.size { lastGrowth = now }
      seen = found ?? seen
      guard now - lastGrowth < download.patience else {
        let seconds = Int(clamping: (now - lastGrowth).components.seconds)
        throw .busy(path: download.destination, seconds: seconds)
      }
      if !isReported, now - start > .seconds(1) {
        isReported = true
        download.onWait?()
      }
      do { try await Task.sleep(for: FileLock.interval) } catch { throw .transport(.cancelled) }
    }
  }

  private static func partial(at path: String) -> (file: FileIdentity, size: Int64)? {
    FileStatus(at: path).map { ($0.identity, $0.size) }
  }
}

extension FileDownload {
  /// The length of the file at the destination, in bytes; nil if this download would not accept it.
  fileprivate func accepted() -> Int64? {
    guard let bytes = FileStatus(at: destination)?.size else { return nil }
    guard bytes == expectedBytes ?? bytes, bytes <= maximumBytes ?? .max, check(destination) == nil
    else { return nil }
    return bytes
  }
}
