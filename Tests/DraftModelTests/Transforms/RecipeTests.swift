import DraftModel
import JSONTree
import Testing

@Suite("A recipe")
struct RecipeTests {
  @Test("Its steps are done in order, as a list or under \"steps\"")
  func order() throws {
    let steps: JSONValue = [
      ["set": ["at": "/m", "value": ["title": "One"]]],
      ["set": ["at": "/m/title", "value": "Two"]],
    ]
    for recipe in [steps, ["name": "n", "steps": steps]] as [JSONValue] {
      let result = try Recipe(recipe).applied(to: Draft(parsing: Array(OperationTests.pair.utf8)))
      #expect(result.draft.resolved().timeline.title == "Two")
      #expect(result.changes.count == 2)
    }
  }

  static let faults: [(JSONValue, String)] = [
    ("text", ""), (["steps": 1], ""), (["step": []], "/step"), ([1], "/0"), ([[:]], "/0"),
    ([["trim": 1]], "/0/trim"), ([["trimm": [:]]], "/0/trimm"),
    ([["trim": ["head": "1s"]]], "/0/trim"),
    ([["normalize": [:]], ["trim": ["segment": "a", "head": "soon"]]], "/1/trim/head"),
    (["steps": [["trim": ["segment": "a", "feet": 1]]]], "/steps/0/trim/feet"),
    ([["reframe": ["canvas": "wide"]]], "/0/reframe/canvas"),
    ([["reframe": ["canvas": "1:1", "focus": [2, 0]]]], "/0/reframe/focus"),
    ([["volume": ["target": "a", "to": "loud"]]], "/0/volume/to"),
    ([["transition": ["segment": "a", "type": "spin"]]], "/0/transition/type"),
    ([["add": ["duration": 5]]], "/0/add"), ([["concat": ["draft": "b.json"]]], "/0/concat/draft"),
    ([["trim": ["segment": "nobody", "head": 1]]], "/0/trim"),
  ]

  @Test("An error names its place in the recipe", arguments: faults)
  func located(recipe: JSONValue, pointer: String) throws {
    let draft = try Draft(parsing: Array(OperationTests.pair.utf8))
    let error = #expect(throws: RecipeError.self) { try Recipe(recipe).applied(to: draft) }
    #expect(error?.pointer.description == pointer)
  }

  @Test("A step that fails leaves the draft that was given")
  func whole() throws {
    let recipe: JSONValue = [["normalize": [:]], ["remove": ["target": "nobody"]]]
    let draft = try Draft(parsing: Array(OperationTests.pair.utf8))
    #expect(throws: RecipeError.self) { try Recipe(recipe).applied(to: draft) }
    #expect(draft.bytes == Array(OperationTests.pair.utf8))
  }

  @Test("Other drafts are found by the names that steps mention")
  func drafts() throws {
    let recipe: JSONValue = [["concat": ["draft": "b.json"]]]
    #expect(Recipe.draftNames(in: recipe) == ["b.json"])
    let draft = try Draft(parsing: Array(OperationTests.pair.utf8))
    let result = try Recipe(recipe, drafts: ["b.json": draft]).applied(to: draft)
    #expect(result.draft.resolved().timeline.duration == Milliseconds(6000))
  }

  @Test("Every operation has a name of its own and documented parameters")
  func operations() {
    #expect(Set(Recipe.operations.map { $0.operation }).count == Recipe.operations.count)
    for type in Recipe.operations {
      #expect(!type.summary.isEmpty)
      #expect(Set(type.parameters.map(\.name)).count == type.parameters.count)
    }
  }
}
