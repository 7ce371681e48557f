import Foundation
import JSONTree

/// Reads one document many times and prints the median rate: `jsontree-bench FILE [TIMES]`.
///
/// `scripts/bench-json` runs it beside Python's reader on the same file.
@main
struct JSONTreeBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 2, let times = arguments.count > 2 ? Int(arguments[2]) : 9, times > 0
    else {
      FileHandle.standardError.write(Data("usage: jsontree-bench FILE [TIMES]\n".utf8))
      exit(64)
    }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    var rates: [Double] = []
    for _ in 0..<times {
      var document: JSONDocument?
      let duration = try ContinuousClock().measure { document = try JSONDocument(parsing: bytes) }
      // The document is used after the clock has stopped, so that reading it cannot be left out.
      guard let document, document.root.byteRange.count <= bytes.count else { return }
      rates.append(Double(bytes.count) / 1e6 / (duration / .seconds(1)))
    }
    rates.sort()
    print(String(format: "%.1f", rates[rates.count / 2]))
  }
}
