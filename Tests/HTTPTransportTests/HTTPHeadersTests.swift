import HTTPTransport
import Testing

@Suite("Headers")
struct HTTPHeadersTests {
  @Test("Names are found in any case, and the first of several counts")
  func lookUp() {
    var headers: HTTPHeaders = ["Content-Type": "a"]
    headers.add("content-type", "b")
    #expect(headers["CONTENT-TYPE"] == "a")
    headers["Content-type"] = "c"
    #expect(headers.fields.map(\.value) == ["c"])
    headers["content-TYPE"] = nil
    #expect(headers.fields.isEmpty)
  }

  @Test("A line end in a value or a name does not end the line")
  func lineEnds() {
    let headers: HTTPHeaders = ["X\r\nY": " a\r\nB: c\n "]
    #expect(headers.fields.map(\.name) == ["X  Y"])
    #expect(headers.fields.map(\.value) == ["a  B: c"])
  }

  @Test("Printing, dumping and reflecting a request show no secret")
  func redaction() {
    let request = HTTPRequest(
      .get, "https://a.example/",
      headers: ["authorization": "Bearer nmv_usr_1", "X-Client-Id": "id-1"])
    var dumped = ""
    dump(request, to: &dumped)
    for text in ["\(request)", String(reflecting: request), dumped] {
      #expect(!text.contains("nmv_usr_1"))
      #expect(!text.contains("id-1"))
    }
    #expect(dumped.contains("authorization: ‹redacted›"))
  }
}
