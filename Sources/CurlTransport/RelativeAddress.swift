import CCurl
import HTTPTransport

/// Resolves a `Location` against the address that gave it, with curl's own reader of addresses.
enum RelativeAddress {
  /// The absolute address that `reference` means at `base`.
  ///
  /// - Throws: ``TransportError/refusedRedirect(to:)`` if it's no address at all.
  static func resolve(_ reference: String, against base: String) throws(TransportError) -> String {
    guard let address = curl_url() else { throw .failed(reason: "libcurl is out of memory") }
    defer { curl_url_cleanup(address) }
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_set(address, CURLUPART_URL, base, 0) == CURLUE_OK,
      curl_url_set(address, CURLUPART_URL, reference, UInt32(CURLU_URLENCODE)) == CURLUE_OK,
      curl_url_get(address, CURLUPART_URL, &text, 0) == CURLUE_OK, let text
    else { throw .refusedRedirect(to: "an address that can't be read") }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
