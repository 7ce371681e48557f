import DraftModel
import Foundation
import JSONTree

/// Edits of one draft, as the command line or a recipe asks for them.
struct EditJob {
  let draft: Draft
  /// The draft's name for messages.
  let name: String
  let keys: KeyTable

  /// Does one operation, given in words: its name, then its arguments.
  func doing(_ words: [String]) throws -> TransformResult {
    let (type, value) = try EditWords.read(words)
    do {
      let others = try drafts(Recipe.draftNames(in: [.object([JSONMember(type.operation, value)])]))
      let arguments = try TransformArguments(value, for: type.parameters, drafts: others)
      return try type.init(arguments).applied(to: draft)
    } catch let error as RecipeError {
      throw CommandFailure("\(type.operation): \(error)")
    } catch let error as TransformError {
      let place = error.location.map { "\(name):\($0)" } ?? name
      throw CommandFailure("\(place): \(error)")
    }
  }

  /// Does what a recipe says; the drafts it mentions are named relative to it.
  func following(_ recipe: InputFile) throws -> TransformResult {
    let value = try YAMLDocument(recipe.bytes(), name: recipe.name).value
    do {
      let others = try drafts(Recipe.draftNames(in: value), in: recipe.folder)
      return try Recipe(value, drafts: others).applied(to: draft)
    } catch let error as RecipeError {
      throw CommandFailure("\(recipe.name): \(error)")
    }
  }

  /// The other drafts that are mentioned, by the names they are mentioned under.
  private func drafts(_ names: [String], in folder: String? = nil) throws -> [String: Draft] {
    var drafts: [String: Draft] = [:]
    for name in Set(names) {
      let path = name.hasPrefix("/") || folder == nil ? name : "\(folder ?? "")/\(name)"
      drafts[name] = try InputFile(argument: path).draft(keys)
    }
    return drafts
  }
}
