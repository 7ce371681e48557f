import CloudAPI
import HTTPTransport
import PreviewRendering
import Synchronization

/// Tells people how an export comes along: a bar where one can be drawn, a line a step where not.
final class ExportFollower: Sendable {
  private let console: Console
  private let rendering: ProgressBar
  private let downloading: ProgressBar
  private let told = Mutex("")

  init(console: Console) {
    self.console = console
    rendering = ProgressBar(isShown: console.showsProgress)
    downloading = ProgressBar(isShown: console.showsProgress, unit: .bytes)
  }

  func show(_ notice: ExportNotice) {
    switch notice {
    case .takenUp(let record):
      say("the export \(record.renderID) of the same draft is not finished; going on with it")
    case .submitting(let id):
      if console.loudness == .verbose { say("submitting the export \(id)") }
    case .submitted(let id): say("the service has the export \(id)")
    case .rendering(let status): show(status)
    case .awaitingDownload(let path):
      say("another program is downloading \(path); waiting for it while it receives anything")
    case .downloading(let progress):
      rendering.finish()
      say("fetching the video")
      guard let total = progress.totalReceivedBytes, total > 0 else { return }
      downloading.show(
        RenderProgress(done: progress.receivedBytes, total: total))
    }
  }

  /// Takes the bars away.
  func finish() {
    rendering.finish()
    downloading.finish()
  }

  private func show(_ status: RenderStatus) {
    guard let progress = status.progress else { return say("the service is rendering") }
    // Published is a number, not of what: a fraction, or percent.
    let percent = Int64(min(max(progress <= 1 ? progress * 100 : progress, 0), 100))
    if console.showsProgress {
      rendering.show(RenderProgress(done: percent, total: 100))
    } else {
      say("the service is rendering: \(percent)%")
    }
  }

  /// Says a line, unless it was the last one said.
  private func say(_ line: String) {
    let isNew = told.withLock { last in
      defer { last = line }
      return last != line
    }
    if isNew { console.note(line) }
  }
}
