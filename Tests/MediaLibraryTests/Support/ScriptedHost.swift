import HTTPTransport
import Synchronization

/// A host of media in memory: files by address, and a count of who asked for what.
final class ScriptedHost: Transport {
  private let files: [String: [UInt8]]
  private let requests = Mutex<[HTTPRequest]>([])

  init(_ files: [String: [UInt8]]) { self.files = files }

  /// The addresses that were asked for, in order.
  var asked: [String] { requests.withLock { $0.map(\.url) } }

  /// The header fields of all requests.
  var headers: [HTTPHeaders.Field] { requests.withLock { $0.flatMap(\.headers.fields) } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    requests.withLock { $0.append(request) }
    guard let bytes = files[request.url] else { return HTTPResponse(status: 404) }
    let rest = Mutex<[UInt8]?>(bytes)
    return HTTPResponse(
      status: 200, headers: ["Content-Length": "\(bytes.count)"], url: request.url,
      body: ResponseBody { () throws(TransportError) in
        rest.withLock { rest in
          defer { rest = nil }
          return rest
        }
      })
  }
}
