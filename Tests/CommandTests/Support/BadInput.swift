import Foundation
import Testing

/// A draft that is no draft, and what the message must say of it.
struct RefusedDraft: CustomTestStringConvertible, Sendable {
  let name: String
  let says: String
  var testDescription: String { name }
}

/// A draft that is questionable, and the rule that says so.
struct QuestionableDraft: CustomTestStringConvertible, Sendable {
  let name: String
  let rule: String
  var testDescription: String { name }
}

/// Media that cannot be shown: what stands in the file, and what the message must say.
struct BrokenMedia: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let bytes: @Sendable () throws -> Data?
  let says: String
}
