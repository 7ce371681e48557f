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
}
