import JSONTree

/// An answer in JSON, in either published shape, with its code.
///
/// A code can arrive as the member `code`, as the HTTP status, or as both: a `code` other than 0 rules, then
/// a status of 400 or more. What is told sits under `data`, or at the top.
struct ServiceAnswer: Sendable {
  /// The most bytes of an answer that are read.
  static let limit = 64 << 20

  /// 0 for success.
  let code: Int

  /// The service's own words, if any, cut to a length that fits a line.
  let message: String?

  /// `data` where there is one, else the whole.
  let payload: JSONNode

  /// Reads an answer.
  ///
  /// - Throws: The JSON reader's error, when the status is one of success; otherwise the status is the code.
  init(status: Int, bytes: [UInt8]) throws(JSONError) {
    let failure = (200...299).contains(status) ? 0 : status
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      guard failure != 0 else { throw error }
      // A gateway's page: the status says it all.
      document = try JSONDocument(parsing: "null")
    }
    let root = document.root
    // A number that is not a code of any table is not a success either.
    let stated = root["code"].map { $0.integer ?? ($0.kind == .number ? -1 : 0) } ?? 0
    let isDenied = root["success"]?.booleanValue == false
    code = stated != 0 ? stated : failure != 0 ? failure : isDenied ? -1 : 0
    let words =
      root["message"]?.stringValue ?? root["msg"]?.stringValue ?? root["error"]?.stringValue
      ?? root["error"]?["message"]?.stringValue
    message = words.map { String($0.prefix(300)) }
    payload = root["data"].flatMap { $0.isNull ? nil : $0 } ?? root
  }
}

extension JSONNode {
  /// A whole number, also one in a string.
  var integer: Int? {
    if let number { return number.int64.flatMap { Int(exactly: $0) } }
    return stringValue.flatMap { Int($0) }
  }

  /// A finite number whose size is within 2^53: what a quantity in an answer may be.
  var amount: Double? {
    number?.double.flatMap { $0.magnitude <= 0x1p53 ? $0 : nil }
  }

  /// A finite number of at least 0, such as a length in seconds.
  var positiveAmount: Double? { amount.flatMap { $0 >= 0 ? $0 : nil } }

  /// A text that is not empty, also one that is spelt as a number.
  var text: String? {
    if let stringValue { return stringValue.isEmpty ? nil : stringValue }
    return number?.text
  }
}
