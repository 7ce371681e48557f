import CCurl
import HTTPTransport

/// One easy handle with all that belongs to it, and the context of curl's callbacks.
///
/// It lives on the transfer loop's thread alone. curl keeps a pointer to it, so it's a class, and it must
/// be taken off the multi handle before it's released.
final class Transfer {
  /// The most bytes that a head may have; more ends the transfer.
  static let maximumHeadBytes = 256 << 10

  let id: UInt64
  let handle: UnsafeMutableRawPointer
  let pipe: TransferPipe
  let request: HTTPRequest

  private let host: String
  private let proxy: ProxySettings.Choice?
  /// The form's files, whose reading curl's callbacks are handed.
  private var files: [UploadedFile] = []
  private let start = ContinuousClock.now
  private var fieldList: UnsafeMutablePointer<curl_slist>?
  private var form: OpaquePointer?
  private var head = TransferPipe.Head(status: 0, headers: [:])
  private var headBytes = 0
  private var hasHead = false
  /// Whether a connection was not made because it would have led into a private network.
  var hasMetPrivateAddress = false
  private var lastActivity = ContinuousClock.now
  /// Whether curl was told to hold the transfer back, and not yet to go on.
  ///
  /// The pipe cannot answer this: its reader has made room some time before the loop learns of it, and the
  /// time until then is not the server's silence.
  private var isPaused = false
  private var progress = TransferProgress(
    sentBytes: 0, totalSentBytes: nil, receivedBytes: 0, totalReceivedBytes: nil)

  init(
    id: UInt64, request: HTTPRequest, configuration: CurlConfiguration, pipe: TransferPipe
  ) throws(TransportError) {
    guard let origin = HTTPOrigin(url: request.url) else { throw .invalidURL(request.url) }
    guard let handle = curl_easy_init() else {
      throw .failed(reason: "libcurl could not start a transfer")
    }
    self.id = id
    self.request = request
    self.pipe = pipe
    self.handle = handle
    host = origin.host
    proxy = configuration.proxies.choice(for: origin)
    setConnection(configuration)
    setCallbacks()
    if request.refusesPrivateAddresses, proxy == nil { setSocketOpener() }
    try setRequest()
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(fieldList)
    curl_mime_free(form)
  }

  // MARK: Options

  private func setConnection(_ configuration: CurlConfiguration) {
    set(CURLOPT_URL, request.url)
    set(CURLOPT_USERAGENT, configuration.userAgent)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    if let file = configuration.certificateAuthorities { set(CURLOPT_CAINFO, file) }
    set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(request.connectTimeout / .milliseconds(1))))
    // An empty string keeps curl from reading the environment by itself.
    set(CURLOPT_PROXY, proxy?.address ?? "")
    set(CURLOPT_NOPROXY, configuration.proxies.exceptions ?? "")
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    // curl sends a request again when a kept-alive connection turns out dead. It can't know whether the
    // server took the first copy; a POST must not be taken twice, so it never goes out on a kept one.
    if request.method == .post { set(CURLOPT_FRESH_CONNECT, 1) }
  }

  private func setRequest() throws(TransportError) {
    switch request.method {
    case .get: set(CURLOPT_HTTPGET, 1)
    case .head: set(CURLOPT_NOBODY, 1)
    case .post: set(CURLOPT_POST, 1)
    }
    switch request.body {
    case .none:
      if request.method == .post { setPostedBytes([]) }
    case .bytes(let bytes):
      setPostedBytes(bytes)
    case .multipart(let parts):
      try setForm(parts)
    }
    for field in request.headers.fields {
      // curl drops a field that ends in a colon; a semicolon asks for an empty value.
      let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
      fieldList = curl_slist_append(fieldList, line) ?? fieldList
    }
    roughcut_curl_set_list(handle, CURLOPT_HTTPHEADER, fieldList)
  }

  private func setPostedBytes(_ bytes: [UInt8]) {
    roughcut_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
    bytes.withUnsafeBytes { buffer in
      // The pointer is only read; curl copies what it points to. A null would mean "read from a callback".
      var none: UInt8 = 0
      withUnsafeMutablePointer(to: &none) { empty in
        let start = buffer.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }
        _ = roughcut_curl_set_pointer(
          handle, CURLOPT_COPYPOSTFIELDS, start ?? UnsafeMutableRawPointer(empty))
      }
    }
  }

  private func setForm(_ parts: [FormPart]) throws(TransportError) {
    guard let form = curl_mime_init(handle) else {
      throw .failed(reason: "libcurl could not make a form")
    }
    self.form = form
    for part in parts {
      let slot = curl_mime_addpart(form)
      curl_mime_name(slot, part.name)
      switch part.content {
      case .text(let text):
        curl_mime_data(slot, text, text.utf8.count)
      case .file(let path):
        let file = try UploadedFile(path: path)
        files.append(file)
        file.attach(to: slot)
        curl_mime_filename(slot, path.split(separator: "/").last.map(String.init) ?? path)
      }
      if let fileName = part.fileName { curl_mime_filename(slot, fileName) }
      if let contentType = part.contentType { curl_mime_type(slot, contentType) }
    }
    roughcut_curl_set_mime(handle, form)
  }

  private func setCallbacks() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    roughcut_curl_set_sink(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Transfer.at(context)?.receiveHeadLine(bytes, count: size * count) ?? 0
    }
    roughcut_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    roughcut_curl_set_sink(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Transfer.at(context)?.receiveBody(bytes, count: size * count) ?? 0
    }
    roughcut_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    roughcut_curl_set_progress(handle) { context, toReceive, received, toSend, sent in
      Transfer.at(context)?.note(sent: sent, of: toSend, received: received, of: toReceive)
      return 0
    }
    roughcut_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
    set(CURLOPT_NOPROGRESS, 0)
  }

  private func setSocketOpener() {
    roughcut_curl_set_socket_opener(handle) { context, _, address in
      guard let address else { return CURL_SOCKET_BAD }
      return Transfer.at(context)?.openSocket(for: address) ?? CURL_SOCKET_BAD
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    roughcut_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
    // A connection that is kept was opened by another's leave.
    set(CURLOPT_FRESH_CONNECT, 1)
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  private func set(_ option: CURLoption, _ value: Int) {
    roughcut_curl_set_long(handle, option, value)
  }

  private func set(_ option: CURLoption, _ value: String) {
    roughcut_curl_set_string(handle, option, value)
  }

  // MARK: Callbacks

  private func receiveHeadLine(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
    lastActivity = .now
    // Fields that follow the body (trailers) say nothing that is asked for.
    guard !hasHead, let bytes else { return count }
    headBytes += count
    guard headBytes <= Self.maximumHeadBytes else { return 0 }
    let line = String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      let status = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) }
      head = TransferPipe.Head(status: status ?? 0, headers: [:])
    } else if let colon = line.firstIndex(of: ":") {
      head.headers.add(String(line[..<colon]), String(line[line.index(after: colon)...]))
    } else if line.allSatisfy(\.isNewline), head.status >= 200 {
      // Answers from 100 through 199 come before the one that counts.
      hasHead = true
      pipe.deliver(head)
    }
    return count
  }

  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, count: Int) -> Int {
    guard let bytes else { return 0 }
    let isAccepted = bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
      pipe.accept(UnsafeBufferPointer(start: $0, count: count))
    }
    lastActivity = .now
    isPaused = !isAccepted
    return isAccepted ? count : roughcut_curl_write_pause
  }

  private func note(
    sent: curl_off_t, of toSend: curl_off_t, received: curl_off_t, of toReceive: curl_off_t
  ) {
    let now = TransferProgress(
      sentBytes: Int64(sent), totalSentBytes: toSend > 0 ? Int64(toSend) : nil,
      receivedBytes: Int64(received), totalReceivedBytes: toReceive > 0 ? Int64(toReceive) : nil)
    guard now != progress else { return }
    progress = now
    lastActivity = .now
    request.onProgress?(now)
  }

  // MARK: The loop's questions

  /// Lets a transfer that was held back go on.
  func resume() {
    lastActivity = .now
    // Before curl goes on, since it hands over at once what it holds, which may not fit either.
    isPaused = false
    curl_easy_pause(handle, CURLPAUSE_CONT)
  }

  /// Whether nothing has moved for too long, other than for want of a reader.
  func isIdle(at now: ContinuousClock.Instant) -> Bool {
    guard now - lastActivity > request.idleTimeout, !isPaused else { return false }
    // Until there's a connection the time-out for connecting rules.
    return hasConnection
  }

  /// Whether the request could be sent: the connection, with its proxy's and TLS's greetings, was made.
  private var hasConnection: Bool {
    var connected: curl_off_t = 0
    roughcut_curl_get_offset(handle, CURLINFO_PRETRANSFER_TIME_T, &connected)
    return connected > 0
  }

  var idleFailure: TransportError { .idleTimedOut(host: host) }

  /// Why the transfer is to end now although it may still go on; nil if it isn't.
  func overdue(at now: ContinuousClock.Instant) -> TransportError? {
    if isIdle(at: now) { return idleFailure }
    guard let limit = request.totalTimeout, now - start > limit else { return nil }
    return .tookTooLong(host: host, seconds: Int(clamping: limit.components.seconds))
  }

  /// What a result of curl's means; nil for success.
  func failure(for result: CURLcode) -> TransportError? {
    if hasMetPrivateAddress, result == CURLE_COULDNT_CONNECT {
      return .refusedRedirect(to: "\(host), which is in a private network")
    }
    if result == CURLE_ABORTED_BY_CALLBACK || result == CURLE_READ_ERROR,
      let failure = files.lazy.compactMap(\.failure).first
    {
      return failure
    }
    // The address was checked before, so that it is the answer that is of no known protocol.
    if result == CURLE_UNSUPPORTED_PROTOCOL, hasConnection {
      return .disconnected(host: host, reason: "the answer is not HTTP")
    }
    if result == CURLE_WRITE_ERROR || result == CURLE_OUT_OF_MEMORY, hasConnection, !hasHead,
      headBytes > 0
    {
      return .failed(reason: "the head of the answer from \(host) is longer than is read")
    }
    let failure = TransportError(result, host: host, url: request.url)
    guard let proxy, let failure, failure.mayBeTheProxys, !hasConnection else { return failure }
    return .proxyFailed(
      proxy: proxy.printable, setting: proxy.setting, host: host,
      reason: String(cString: curl_easy_strerror(result)))
  }
}
