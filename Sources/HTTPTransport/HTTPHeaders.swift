/// Header fields in order, found by name without regard to case (RFC 9110, section 5.1).
public struct HTTPHeaders: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// One field line.
  public struct Field: Hashable, Sendable {
    /// The name as it was written.
    public let name: String

    /// The value without surrounding white space.
    public let value: String
  }

  /// All field lines in the order in which they were added.
  public private(set) var fields: [Field] = []

  /// Makes an empty list.
  public init() {}

  /// Makes a list of the fields in the order of the literal.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  /// The value of the first field of that name; setting it replaces all fields of that name.
  public subscript(name: String) -> String? {
    get { fields.first { Self.isSame($0.name, name) }?.value }
    set {
      remove(name)
      if let newValue { add(name, newValue) }
    }
  }

  /// Adds a field line after those that are there, beside others of its name.
  ///
  /// Control characters, line ends among them, become spaces: a value can't smuggle in another field.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: Self.singleLine(name), value: Self.singleLine(value)))
  }

  /// Removes all fields of that name.
  public mutating func remove(_ name: String) {
    fields.removeAll { Self.isSame($0.name, name) }
  }

  /// The fields whose names are in `names`.
  public func keeping(only names: [String]) -> HTTPHeaders {
    var kept = HTTPHeaders()
    kept.fields = fields.filter { field in names.contains { Self.isSame($0, field.name) } }
    return kept
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    one == other || one.lowercased() == other.lowercased()
  }

  private static func singleLine(_ text: String) -> String {
    let spaced = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    var trimmed = spaced[...]
    while trimmed.first == " " { trimmed.removeFirst() }
    while trimmed.last == " " { trimmed.removeLast() }
    return String(String.UnicodeScalarView(trimmed))
  }
}

extension HTTPHeaders.Field: CustomStringConvertible, CustomReflectable {
  /// Fields whose values name or admit the user; they are never printed.
  private static let secretNames = [
    "authorization", "cookie", "proxy-authorization", "set-cookie", "x-client-id",
  ]

  /// The line as it may be printed.
  public var description: String {
    "\(name): \(Self.secretNames.contains(name.lowercased()) ? "‹redacted›" : value)"
  }

  /// A reflection that shows no more than ``description``.
  public var customMirror: Mirror { Mirror(self, children: ["line": description]) }
}
