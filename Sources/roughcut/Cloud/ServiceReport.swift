/// A result of the service's that is told in words or as data.
protocol ServiceReport: Encodable, Sendable {
  /// The shape's name and version: `roughcut.credits/1`.
  static var schema: String { get }

  /// The result in words, one line each.
  var lines: [String] { get }
}

extension ServiceReport {
  /// Tells it on standard output.
  func tell(on console: Console, json: Bool) throws {
    if json {
      console.print(bytes: try Report(Self.schema, self).bytes())
    } else {
      lines.forEach { console.print($0) }
    }
  }
}
