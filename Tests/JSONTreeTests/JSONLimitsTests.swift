import JSONTree
import Testing

@Suite("Limits")
struct JSONLimitsTests {
  static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test("The deepest nesting is accepted and one more is refused where it begins")
  func depth() throws {
    let deepest = try JSONDocument(parsing: Self.nested(512))
    #expect(deepest.root.canonicalBytes == deepest.bytes)
    #expect(deepest.root.value.serialized() == deepest.bytes)
    #expect(deepest.root.isEquivalent(to: deepest.root))
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Self.nested(513)) }
    #expect(error?.reason == .tooDeep(limit: 512))
    #expect(error?.location.column == 513)
  }

  @Test(
    "A million open brackets of either kind are refused", arguments: ["[", "{\"a\":", "[{\"\":"])
  func manyBrackets(opening: String) {
    let text = String(repeating: opening, count: 1_000_000)
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: text) }
    #expect(error?.reason == .tooDeep(limit: 512))
  }

  @Test("Length is limited in bytes")
  func length() {
    let limits = JSONLimits(maxBytes: 4)
    #expect(throws: Never.self) { try JSONDocument(parsing: "[10]", limits: limits) }
    let error = #expect(throws: JSONError.self) {
      try JSONDocument(parsing: "[100]", limits: limits)
    }
    #expect(error?.reason == .tooLarge(limit: 4))
  }

  @Test("The number of values is limited, containers included")
  func nodes() {
    let limits = JSONLimits(maxNodes: 3)
    #expect(throws: Never.self) { try JSONDocument(parsing: "[[1]]", limits: limits) }
    let error = #expect(throws: JSONError.self) {
      try JSONDocument(parsing: "[1,2,3]", limits: limits)
    }
    #expect(error?.reason == .tooManyNodes(limit: 3))
    #expect(error?.location.column == 6)
  }

  @Test("Limits that cannot be honoured are brought into range")
  func ranges() {
    #expect(JSONLimits(maxDepth: 10_000).maxDepth == 512)
    #expect(JSONLimits(maxDepth: -1).maxDepth == 1)
    #expect(JSONLimits(maxBytes: .max).maxBytes == Int(Int32.max))
    #expect(JSONLimits(maxNodes: 0).maxNodes == 1)
  }
}
