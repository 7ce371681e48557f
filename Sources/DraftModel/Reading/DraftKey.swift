import JSONTree

/// Where in a draft a member sits; the same short key means different things in different scopes.
public enum DraftScope: String, Hashable, Sendable, CaseIterable {
  case draft, draftMetadata, track, trackMetadata, segment, segmentMetadata
  case style, stroke, shadow, crop, keyframe, kenBurns, kenBurnsPose, transition, effect
}

/// One meaning a draft can carry: its scope, its canonical key and the other spellings read for it.
public struct DraftKey: Hashable, Sendable {
  /// Another spelling, with what its number must be multiplied by to reach the canonical unit.
  public struct Alias: Hashable, Sendable {
    /// The member's name as found in the wild.
    public let name: String
    /// Canonical units per unit of this spelling: 1000 for a time in seconds.
    public let scale: Int64
    /// The name's bit in the signature of an object's names.
    let signature: UInt64

    /// Makes an alias; `scale` is 1 where the units agree.
    public init(_ name: String, scale: Int64 = 1) {
      self.name = name
      self.scale = scale
      signature = JSONNode.signature(ofName: name)
    }
  }

  /// The scope in which the key has this meaning.
  public let scope: DraftScope
  /// The key this product writes when a member is new.
  public let canonical: String
  /// The canonical spelling first, then the aliases, most usual first.
  public let spellings: [Alias]

  init(_ scope: DraftScope, _ canonical: String, _ aliases: [Alias] = []) {
    self.scope = scope
    self.canonical = canonical
    spellings = [Alias(canonical)] + aliases
  }

  /// Whether scope and canonical key are the same, which no two meanings share.
  public static func == (left: DraftKey, right: DraftKey) -> Bool {
    left.scope == right.scope && left.canonical == right.canonical
  }

  /// Feeds scope and canonical key; the other spellings would only cost time.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(scope)
    hasher.combine(canonical)
  }

  /// Other spellings than the canonical one, most usual first.
  public var aliases: ArraySlice<Alias> { spellings.dropFirst() }
}

extension DraftKey.Alias: ExpressibleByStringLiteral {
  /// An alias with the canonical unit.
  public init(stringLiteral value: String) { self.init(value) }
}
