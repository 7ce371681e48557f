package import DraftModel
import JSONTree

extension Recipe {
  /// Reads a recipe file, and the other drafts that it mentions.
  ///
  /// - Parameters:
  ///   - name: The file's name for messages.
  ///   - draft: Reads a draft that the recipe mentions by this name.
  /// - Throws: ``YAMLError``, `RecipeError`, or what `draft` throws.
  package init(
    yaml bytes: [UInt8], name: String, draft: (String) throws -> Draft
  ) throws {
    let value = try YAMLDocument(bytes, name: name).value
    var drafts: [String: Draft] = [:]
    for other in Set(Self.draftNames(in: value)) { drafts[other] = try draft(other) }
    try self.init(value, drafts: drafts)
  }
}
