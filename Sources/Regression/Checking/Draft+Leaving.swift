import DraftModel
import JSONTree

extension Draft {
  /// The draft without the values at these places, which count from the draft on.
  ///
  /// A draft that would be none without them stays as it is.
  func without(_ places: [JSONPointer]) -> Draft {
    var edits: [JSONEdit] = []
    var last: JSONPointer?
    // Holders come before what they hold, and are taken out after it.
    for place in places.sorted() where last.map({ !$0.isPrefix(of: place) }) ?? true {
      edits.append(.remove(envelope.draftPointer.appending(place)))
      last = place
    }
    guard let document = try? document.applying(edits.reversed()),
      let draft = try? Draft(document, keys: keys)
    else { return self }
    return draft
  }

  /// The draft without what the patterns name.
  func without(_ patterns: [PlacePattern]) -> Draft {
    without(patterns.flatMap { $0.places(in: node) })
  }

  /// The draft without the ids that these are.
  func withoutIdentifiers(_ names: Set<String>) -> Draft {
    let base = envelope.draftPointer.tokens.count
    let found = identifiers.filter { $0.stringValue.map(names.contains) ?? false }
    return without(found.map { JSONPointer(Array($0.pointer.tokens.dropFirst(base))) })
  }

  /// The ids of the draft, its tracks and its segments.
  var identifierNames: Set<String> { Set(identifiers.compactMap(\.stringValue)) }
}
