import JSONTree
import Testing

@Suite("A document")
struct JSONDocumentTests {
  @Test("Reading gives back the bytes and finds values by pointer")
  func reading() throws {
    let text = "{ \"t\" : [ {\"d\": 1.0, \"\\u0064x\":[]}, null ],\n \"é\":true}\n"
    let document = try JSONDocument(parsing: text)
    #expect(document.bytes == Array(text.utf8))
    let pointer = try #require(JSONPointer("/t/0/d"))
    let value = try #require(document.node(at: pointer))
    #expect(value.number?.text == "1.0")
    #expect(value.pointer.description == "/t/0/d")
    #expect(document.root["t"]?[0]?["dx"]?.kind == .array)
    #expect(document.root["é"]?.keyLocation?.description == "2:2")
  }
}
