import DraftModel
import Foundation

/// Results as one HTML page that needs nothing beside itself: every picture is in it.
///
/// What is wrong stands first, open; what passed is folded. Of pictures that are not alike there are the accepted one,
/// the one now, and where they differ, side by side.
public struct TestPage: Sendable {
  /// Makes the page.
  public init() {}

  /// The page.
  public func rendering(_ result: SuiteResult) -> String {
    let ordered = [CaseResult.Status.broken, .failed, .passed].flatMap { status in
      result.cases.filter { $0.status == status }
    }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title(result).escapedForHTML)</title>
      <style>
      \(TestPageStyle.css)</style>
      </head>
      <body>
      <header>
      <h1>roughcut test</h1>
      <p class="sentence">\(result.sentence.escapedForHTML)</p>
      \(bar(result))</header>
      <main>
      \(ordered.map(section).joined())</main>
      </body>
      </html>

      """
  }

  /// Tells in a browser's row of tabs how it went.
  private func title(_ result: SuiteResult) -> String {
    let wrong = result.cases.count - result.count(.passed)
    return wrong == 0 ? "✓ \(result.sentence)" : "✗ \(wrong) of \(result.cases.count) cases"
  }

  private func bar(_ result: SuiteResult) -> String {
    let parts = CaseResult.Status.allCases.map { status -> String in
      let count = result.count(status)
      return count == 0 ? "" : "<i class=\"\(status.rawValue)\" style=\"flex:\(count)\"></i>"
    }
    return "<div class=\"bar\">\(parts.joined())</div>\n"
  }

  private func section(_ test: CaseResult) -> String {
    let isOpen = test.status != .passed || !test.accepted.isEmpty ? " open" : ""
    return """
      <details class="case \(test.status.rawValue)"\(isOpen)>
      <summary><span class="status">\(test.status.rawValue)</span> \
      <span class="name">\(test.name.escapedForHTML)</span> \
      <span class="time">\(seconds(test))</span></summary>
      \(test.failures.map(failure).joined())\(notes(of: test))\(frames(of: test))\
      <p class="file">\(test.file.escapedForHTML)</p>
      </details>

      """
  }

  private func seconds(_ test: CaseResult) -> String {
    let tenths = Int((test.seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private func failure(_ failure: CaseFailure) -> String {
    let place = failure.place.map { place in
      let parts = [place.line, place.column].compactMap { $0.map(String.init) }
      let file = URL(filePath: place.file).lastPathComponent
      return
        "<span class=\"place\">\(([file] + parts).joined(separator: ":").escapedForHTML)</span>"
    }
    let lines = failure.details.map { line -> String in
      let text = line.escapedForHTML
      let name = DiffSign(line)?.className
      return "<span\(name.map { " class=\"\($0)\"" } ?? "")>\(text.isEmpty ? " " : text)</span>\n"
    }
    let details = lines.isEmpty ? "" : "<pre>\(lines.joined())</pre>\n"
    return """
      <section class="failure">
      <p><span class="check">\(failure.check.rawValue)</span> \
      <span>\(failure.message.escapedForHTML) \(place ?? "")</span></p>
      \(details)</section>

      """
  }

  private func notes(of test: CaseResult) -> String {
    let lines = test.accepted.map { "accepted \($0)" } + test.notes
    return lines.map { "<p class=\"note\">\($0.escapedForHTML)</p>\n" }.joined()
  }

  // MARK: Pictures

  private func frames(of test: CaseResult) -> String {
    test.frames.map { frame in
      let isWrong = if case .same = frame.verdict { false } else { true }
      let figures = isWrong ? "<div class=\"figures\">\(figures(of: frame))</div>\n" : ""
      return """
        <section class="frame\(isWrong ? " wrong" : "")">
        <h3>\("\(frame.time)".escapedForHTML) <span>\(likeness(of: frame).escapedForHTML)</span></h3>
        \(figures)</section>

        """
    }.joined()
  }

  private func likeness(of frame: FrameComparison) -> String {
    switch frame.verdict {
    case .same(let similarity):
      "alike, \(similarity.whole.rounded4); least part \(similarity.leastPart.rounded4)"
    case .different(let similarity, _):
      "similarity \(similarity.whole.rounded4); least part \(similarity.leastPart.rounded4)"
    case .resized(let accepted, let actual): "accepted at \(accepted), now \(actual)"
    case .missing: "nothing accepted yet"
    case .unreadable: "the accepted picture cannot be read"
    }
  }

  private func figures(of frame: FrameComparison) -> String {
    var figures = [
      frame.accepted.map { figure($0, "accepted") }, figure(frame.actual, "now"),
    ].compactMap { $0 }
    if case .different(_, let difference) = frame.verdict {
      figures.append(figure(difference, "difference"))
    }
    return figures.joined()
  }

  private func figure(_ png: [UInt8], _ caption: String) -> String {
    let data = Data(png).base64EncodedString()
    return """
      <figure><img alt="\(caption)" src="data:image/png;base64,\(data)">\
      <figcaption>\(caption)</figcaption></figure>
      """
  }
}
