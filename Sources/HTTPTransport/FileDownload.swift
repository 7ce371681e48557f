/// Downloads one file: continued where an earlier attempt broke off, checked, and put in place whole.
///
/// The bytes go to `<destination>.part`. A broken connection is taken up again with a `Range` that names
/// the version by `If-Range` (RFC 9110, section 13.1.5), so that two versions are never spliced.
public struct FileDownload: Sendable {
  /// The request for the whole file; `Range` and `If-Range` are added to it.
  public var request: HTTPRequest

  /// The path at which the file appears when it's whole.
  ///
  /// Its folder must exist.
  public var destination: String

  /// The length that the caller knows from elsewhere, in bytes.
  public var expectedBytes: Int64?

  /// The most bytes that are taken; nil takes any number.
  public var maximumBytes: Int64?

  /// The most connections made for this file.
  public var attempts: Int

  /// The most connections in a row that bring not one byte.
  public var barrenAttempts = 4

  /// How long another process's download to the same destination may bring no byte before it's given up.
  ///
  /// While it grows it's waited for.
  public var patience = Duration.seconds(60)

  /// Whether the file of another download to the same destination that finished meanwhile is this one's result as
  /// well.
  ///
  /// False for destinations at which different files may be wanted.
  public var sharesResult = true

  /// Whether the file replaces one that has the destination's name when it is whole.
  ///
  /// False for a name that was free when it was chosen, and that nobody asked to be replaced.
  public var replacesFile = true

  /// Told once when another process's download is waited for.
  public var onWait: (@Sendable () -> Void)?

  /// The pause before another attempt, which is numbered from 2; throwing ends the download.
  public var pause: @Sendable (Int) async throws(TransportError) -> Void

  /// Looks at the whole file at the given path before it's put in place; a reason refuses it.
  public var check: @Sendable (String) -> String?

  /// Makes a download of at most five connections, with no pause and no check of its own.
  public init(
    _ request: HTTPRequest, to destination: String, expectedBytes: Int64? = nil,
    maximumBytes: Int64? = nil, attempts: Int = 5,
    pause: @escaping @Sendable (Int) async throws(TransportError) -> Void = {
      (_) throws(TransportError) in
    },
    check: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.request = request
    self.destination = destination
    self.expectedBytes = expectedBytes
    self.maximumBytes = maximumBytes
    self.attempts = attempts
    self.pause = pause
    self.check = check
  }

  /// Downloads the file.
  ///
  /// - Returns: Its length in bytes.
  /// - Throws: ``DownloadError``; the partial file stays for a later attempt where it can be continued.
  @discardableResult
  public func run(over transport: any Transport) async throws(DownloadError) -> Int64 {
    switch try await DownloadTurn.taken(of: self) {
    case .ours(let file):
      do throws(DownloadError) {
        return try await run(into: file, over: transport)
      } catch {
        // What cannot be continued is not kept.
        if file.size == 0 { file.discard() }
        throw error
      }
    case .finishedElsewhere(let bytes): return bytes
    }
  }

  private func run(
    into file: borrowing PartialFile, over transport: any Transport
  ) async throws(DownloadError) -> Int64 {
    var attempt = 1
    var barren = 0
    while true {
      let before = file.size
      do throws(DownloadError) {
        let announced = try await fetch(into: file, over: transport)
        return try place(file, announced: announced)
      } catch {
        barren = file.size > before ? 0 : barren + 1
        guard error.isPassing, attempt < attempts, barren < barrenAttempts else { throw error }
      }
      attempt += 1
      do throws(TransportError) { try await pause(attempt) } catch { throw .transport(error) }
    }
  }

  /// Removes what an earlier attempt left beside a destination, unless it is being written.
  public static func discardPartial(of destination: String) {
    PartialFile.discard(of: destination)
  }

  /// Makes one connection and takes what it brings.
  ///
  /// - Returns: The whole file's length as the server announced it.
  private func fetch(
    into file: borrowing PartialFile, over transport: any Transport
  ) async throws(DownloadError) -> Int64? {
    let earlier = file.resumable()
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(continuing(request, after: earlier))
    } catch {
      throw .transport(error)
    }
    let announced: Int64?
    switch (response.status, earlier) {
    case (200, _):
      try file.restart(validator: response.validator)
      announced = response.announcedLength
    case (206, let earlier?):
      let range = ContentRange(response.headers["Content-Range"] ?? "")
      // A server that knows no If-Range sends the rest of whatever version it has now.
      guard let range, range.first == earlier.bytes,
        response.validator ?? earlier.validator == earlier.validator
      else { throw try startingOver(file) }
      announced = range.total
    case (416, let earlier?):
      // Everything was there already, or the server has another version now.
      let range = ContentRange(response.headers["Content-Range"] ?? "")
      guard range?.total == earlier.bytes else { throw try startingOver(file) }
      return earlier.bytes
    default:
      throw .refused(status: response.status)
    }
    let limit = maximumBytes ?? .max
    guard announced ?? 0 <= limit else { throw try tooLong(file, limit: limit) }
    var room = limit - file.size
    var body = response.body.makeAsyncIterator()
    while let piece = try await Self.next(&body) {
      room -= Int64(piece.count)
      guard room >= 0 else { throw try tooLong(file, limit: limit) }
      try file.append(piece)
    }
    return announced
  }

  /// Checks the length and the content, and puts the file in place.
  private func place(
    _ file: borrowing PartialFile, announced: Int64?
  ) throws(DownloadError) -> Int64 {
    let actual = file.size
    for expected in [announced, expectedBytes].compactMap({ $0 }) where expected != actual {
      // A file that is too short or too long can't be continued into the right one.
      try file.restart(validator: nil)
      throw .wrongLength(expected: expected, actual: actual)
    }
    if let reason = check(destination + ".part") {
      try file.restart(validator: nil)
      throw .rejected(reason: reason)
    }
    try file.finish(replaces: replacesFile)
    return actual
  }

  private func continuing(
    _ request: HTTPRequest, after earlier: (bytes: Int64, validator: String)?
  ) -> HTTPRequest {
    guard let earlier else { return request }
    var request = request
    request.headers["Range"] = "bytes=\(earlier.bytes)-"
    request.headers["If-Range"] = earlier.validator
    if let report = request.onProgress {
      request.onProgress = { report($0.continuing(after: earlier.bytes)) }
    }
    return request
  }

  private func tooLong(
    _ file: borrowing PartialFile, limit: Int64
  ) throws(DownloadError) -> DownloadError {
    try file.restart(validator: nil)
    return .tooLong(limit: limit)
  }

  private func startingOver(_ file: borrowing PartialFile) throws(DownloadError) -> DownloadError {
    try file.restart(validator: nil)
    return .transport(
      .disconnected(
        host: HTTPOrigin(url: request.url)?.host ?? "the server", reason: "file changed"))
  }

  private static func next(
    _ body: inout ResponseBody.Iterator
  ) async throws(DownloadError) -> [UInt8]? {
    do throws(TransportError) { return try await body.next() } catch { throw .transport(error) }
  }
}

extension DownloadError {
  /// Whether another attempt may fare better.
  fileprivate var isPassing: Bool {
    switch self {
    case .transport(let error): error.isPassing
    case .refused(let status): status == 408 || status == 429 || (500...599).contains(status)
    default: false
    }
  }
}

extension HTTPResponse {
  /// What names this version of the file: a strong entity tag, or the date of its last change.
  fileprivate var validator: String? {
    if let tag = headers["ETag"], tag.hasPrefix("\"") { return tag }
    return headers["Last-Modified"]
  }
}
