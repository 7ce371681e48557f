public import JSONTree

/// A place in a file, as compilers and editors write it.
public struct FilePlace: Hashable, Sendable, Encodable, CustomStringConvertible {
  /// The file's path.
  public let file: String
  /// The line, counted from 1, where it is known.
  public let line: Int?
  /// The character within the line, counted from 1, where it is known.
  public let column: Int?

  /// Makes a place.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// A place in a JSON document.
  public init(file: String, _ location: JSONLocation) {
    self.init(file: file, line: location.line, column: location.column)
  }

  /// `intro/case.yml:7:5`.
  public var description: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }
}
