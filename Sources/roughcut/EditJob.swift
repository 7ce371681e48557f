import DraftModel
import Foundation
import JSONTree
import Regression

/// Edits of one draft, as the command line or a recipe asks for them.
struct EditJob {
  let draft: Draft
  /// The draft's name for messages.
  let name: String
  let keys: KeyTable

  /// Does one operation, given as its name and its arguments.
  func doing(_ words: [String]) throws -> TransformResult {
    let (type, value) = try EditWords.read(words)
    do {
      let names = Recipe.draftNames(in: [.object([JSONMember(type.operation, value)])])
      let others = Dictionary(
        try names.map { ($0, try otherDraft($0)) }, uniquingKeysWith: { first, _ in first })
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
    do {
      return try Recipe(yaml: recipe.bytes(), name: recipe.name) {
        try otherDraft($0, in: recipe.folder)
      }.applied(to: draft)
    } catch let error as YAMLError {
      throw CommandFailure("\(error)")
    } catch let error as RecipeError {
      throw CommandFailure("\(recipe.name): \(error)")
    }
  }

  /// Another draft that is mentioned, by the name it is mentioned under.
  private func otherDraft(_ name: String, in folder: String? = nil) throws -> Draft {
    let path = name.hasPrefix("/") || folder == nil ? name : "\(folder ?? "")/\(name)"
    return try InputFile(argument: path).draft(keys, onlyRegular: folder != nil)
  }
}
