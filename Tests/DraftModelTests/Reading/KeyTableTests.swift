import DraftModel
import JSONTree
import Testing

@Suite("KeyTable")
struct KeyTableTests {
  @Test("Every spelling of every meaning is read", arguments: DraftKey.all)
  func everySpelling(key: DraftKey) throws {
    for spelling in key.spellings {
      let object = JSONValue.object([JSONMember("other", 1), JSONMember(spelling.name, 2)])
      let node = try JSONDocument(parsing: object.serialized()).root
      let field = try #require(KeyTable.standard.field(key, in: node))
      #expect(field.alias == spelling)
      #expect(field.node.number?.int64 == 2)
      #expect(KeyTable.standard.reads(spelling.name, in: key.scope))
    }
  }

  @Test("In one scope no spelling has two meanings", arguments: DraftScope.allCases)
  func uniqueness(scope: DraftScope) {
    let names = DraftKey.all.filter { $0.scope == scope }.flatMap { $0.spellings.map(\.name) }
    #expect(!names.isEmpty)
    #expect(Set(names).count == names.count, "\(names.sorted())")
  }

  @Test("The canonical spelling has the canonical unit and comes first", arguments: DraftKey.all)
  func canonical(key: DraftKey) {
    #expect(key.spellings.first == DraftKey.Alias(key.canonical))
    #expect(key.spellings.allSatisfy { $0.scale >= 1 })
    #expect(KeyTable.standard.spellings(of: key) == key.spellings)
  }

  @Test("A draft means the same under any spelling", arguments: 1...4)
  func respelled(choice: Int) throws {
    let full = try Draft(FullDraft.text)
    let respelling = try Respelling(choice: choice).respelled(full)
    #expect(full.resolved().findings.isEmpty)
    #expect(respelling.resolved().findings.isEmpty)
    var expected = full.resolved().timeline
    var actual = respelling.resolved().timeline
    expected.forgetPlaces()
    actual.forgetPlaces()
    #expect(actual == expected)
  }

  @Test("A project's alias is read, with its unit, after the built-in ones")
  func projectAlias() throws {
    let keys = KeyTable(adding: [.segment: ["s": [DraftKey.Alias("at_seconds", scale: 1000)]]])
    let draft = try Draft(
      parsing: Array(
        #"{"t":[{"tt":0,"sg":[{"d":1,"at_seconds":2.5,"m":{"src":"a"}}]}]}"#.utf8),
      keys: keys)
    #expect(draft.resolved().timeline.spans == [[2500...2501]])
    #expect(draft.resolved().findings.isEmpty)
  }

  @Test("A project's alias cannot change what a published key means")
  func projectAliasKeepsPublishedMeaning() throws {
    let keys = KeyTable(adding: [.segment: ["s": ["d"]]])
    let draft = try Draft(
      parsing: Array(#"{"t":[{"tt":0,"sg":[{"d":7,"m":{"src":"a"}}]}]}"#.utf8), keys: keys)
    #expect(draft.resolved().timeline.spans == [[0...7]])
  }
}
