import CCurl
public import HTTPTransport

/// Carries requests with libcurl: HTTP/2 where the server speaks it, TLS always verified.
///
/// All transfers of one transport share a thread and kept-alive connections. Bodies stream both ways in
/// constant memory: a slow reader holds its transfer back, and files are read while they're sent.
public final class CurlTransport: Transport {
  private let loop: TransferLoop
  private let bufferedBytes: Int

  /// Starts the transport's thread.
  ///
  /// - Throws: ``TransportError/failed(reason:)`` if libcurl can't be started.
  public init(configuration: CurlConfiguration = CurlConfiguration()) throws(TransportError) {
    loop = try TransferLoop(configuration: configuration)
    bufferedBytes = configuration.bufferedBytes
  }

  deinit {
    loop.post(.stop)
  }

  /// Sends `request`, follows redirects within its bound, and returns once a head has arrived.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let first = try await sendOnce(request)
    do throws(TransportError) {
      return try await following(first, to: request)
    } catch {
      throw request.method == .get || request.method == .head
        ? error : error.afterAnswer(to: request)
    }
  }

  /// The answer at the end of all redirects.
  private func following(
    _ first: HTTPResponse, to request: HTTPRequest
  ) async throws(TransportError) -> HTTPResponse {
    var (request, response) = (request, first)
    var redirects = 0
    while Redirect.isRedirect(status: response.status),
      let location = response.headers["Location"]
    {
      redirects += 1
      guard redirects <= request.maximumRedirects else {
        throw .tooManyRedirects(limit: request.maximumRedirects)
      }
      let target = try RelativeAddress.resolve(location, against: request.url)
      request = try Redirect.following(request, status: response.status, to: target)
      response = try await sendOnce(request)
    }
    return response
  }

  private func sendOnce(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let pipe = TransferPipe(bufferedBytes: bufferedBytes)
    let ticket = TransferTicket(transport: self, loop: loop, id: loop.start(request, pipe: pipe))
    let head = try await ticket.cancelling { () async throws(TransportError) in
      try await pipe.head()
    }
    let body = ResponseBody { () async throws(TransportError) in
      try await ticket.cancelling { () async throws(TransportError) in
        try await pipe.next { ticket.resume() }
      }
    }
    return HTTPResponse(
      status: head.status, headers: head.headers, url: request.url, body: body)
  }
}

/// The reader's hold on a transfer: letting go of it ends the transfer.
private final class TransferTicket: Sendable {
  /// Keeps the thread alive for as long as a body is being read.
  private let transport: CurlTransport
  private let loop: TransferLoop
  private let id: UInt64

  init(transport: CurlTransport, loop: TransferLoop, id: UInt64) {
    self.transport = transport
    self.loop = loop
    self.id = id
  }

  deinit {
    loop.post(.cancel(id))
  }

  func resume() { loop.post(.resume(id)) }

  /// Runs `operation`; if the task is cancelled, the transfer ends, and with it the operation.
  func cancelling<Value: Sendable>(
    _ operation: () async throws(TransportError) -> Value
  ) async throws(TransportError) -> Value {
    let result = await withTaskCancellationHandler {
      await Result(catching: operation)
    } onCancel: {
      loop.post(.cancel(id))
    }
    return try result.get()
  }
}

extension Result where Success: Sendable, Failure == TransportError {
  fileprivate init(
    catching operation: () async throws(TransportError) -> Success
  ) async {
    do throws(TransportError) { self = .success(try await operation()) } catch {
      self = .failure(error)
    }
  }
}
