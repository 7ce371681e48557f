import JSONTree

/// Addresses whose query carries a signature that a storage service renews on every turn.
///
/// What is left once the signature is taken off names the file: two addresses that agree in that are one
/// address. The parameters are those of Amazon S3 and CloudFront, Google Cloud Storage, Azure Blob Storage
/// (`sig` with its companions), Alibaba OSS, Tencent COS, Volcengine TOS and Akamai.
enum SignedAddress {
  private static let prefixes = [
    "x-amz-", "x-goog-", "x-oss-", "x-tos-", "x-cos-", "x-obs-", "q-sign-",
  ]

  private static let names: Set<String> = [
    "signature", "expires", "awsaccesskeyid", "googleaccessid", "ossaccesskeyid", "accesskeyid",
    "key-pair-id", "policy", "security-token", "token", "access_token", "auth_key", "hdnts",
    "hdnea",
    "hmac", "__token__", "x-expires", "x-signature", "x-orig-expires", "x-orig-sign", "q-ak",
    "q-key-time", "q-header-list", "q-url-param-list", "q-signature", "expiry", "exp", "sig",
    "sign",
  ]

  /// Names of Azure's shared access signatures; too short to be taken for them without a `sig`.
  private static let companions: Set<String> = [
    "se", "st", "sp", "sv", "sr", "spr", "sip", "si", "ss", "srt", "sdd", "skoid", "sktid", "skt",
    "ske", "sks", "skv", "saoid", "suoid", "scid",
  ]

  /// The address without its signature; the text itself if it is not an address with one.
  static func stable(_ address: String) -> String {
    guard let question = address.utf8.firstIndex(of: UInt8(ascii: "?")),
      address.utf8.starts(with: "http".utf8) || address.utf8.starts(with: "//".utf8)
    else { return address }
    let rest = address[address.index(after: question)...]
    let (query, fragment) =
      rest.firstIndex(of: "#").map { (rest[..<$0], rest[$0...]) } ?? (rest, "")
    let parameters = query.split(separator: "&", omittingEmptySubsequences: true)
    let parameterNames = parameters.map { $0.prefix { $0 != "=" }.lowercased() }
    let isAzure = parameterNames.contains("sig")
    let kept = zip(parameters, parameterNames).filter { _, name in
      !names.contains(name) && !prefixes.contains { name.hasPrefix($0) }
        && !(isAzure && companions.contains(name))
    }
    if kept.count == parameters.count { return address }
    let bare = address[..<question]
    let left = kept.map { String($0.0) }.joined(separator: "&")
    return bare + (left.isEmpty ? "" : "?" + left) + fragment
  }

  /// Whether two texts are one address, signatures aside.
  static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    guard case .string(let first) = left, case .string(let second) = right else { return false }
    return stable(first).utf8.elementsEqual(stable(second).utf8)
  }
}
