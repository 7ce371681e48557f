import Foundation

/// A result as data: an object whose first fact is the name and version of its shape.
///
/// The shapes are described in `docs/json-output.md`. Members may be added to a shape; what is
/// there keeps its name and meaning until the version is raised.
struct Report<Content: Encodable>: Encodable {
  /// The shape's name and version: `roughcut.summary/1`.
  let schema: String
  /// What is reported; encodes as an object.
  let content: Content

  init(_ schema: String, _ content: Content) {
    self.schema = schema
    self.content = content
  }

  private enum CodingKeys: String, CodingKey { case schema }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try content.encode(to: encoder)
  }

  /// The report as JSON text, members in alphabetical order, a line feed at its end.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}
