public import JSONTree

/// What is to become of the conflicts of a merge.
public struct MergeSettlement: Hashable, Sendable {
  /// The choice for every conflict that ``choices`` does not name.
  public var otherwise: MergeChoice?
  /// Choices by the conflicts' ids.
  public var choices: [String: MergeChoice]

  /// Makes a settlement; `.ours` or `.theirs` for all conflicts is what the command line's flags ask for.
  public init(otherwise: MergeChoice? = nil, choices: [String: MergeChoice] = [:]) {
    self.otherwise = otherwise
    self.choices = choices
  }

  /// Leaves every conflict open.
  public static let open = MergeSettlement()

  /// Reads a sidecar in which a person has filled in `take`: `"base"`, `"ours"`, `"theirs"` or
  /// `{"value": …}`; `null` leaves a conflict open.
  ///
  /// - Throws: ``MergeSidecarError`` where it is no sidecar or a `take` is none of these.
  public init(sidecar: JSONValue) throws(MergeSidecarError) {
    guard sidecar["schema"] == .string(DraftMerge.sidecarSchema),
      case .array(let conflicts)? = sidecar["conflicts"]
    else { throw MergeSidecarError(reason: .notASidecar, pointer: .root) }
    self.init()
    for (index, conflict) in conflicts.enumerated() {
      let place = JSONPointer(["conflicts"]).appending(index)
      guard case .string(let id)? = conflict["id"] else {
        throw MergeSidecarError(reason: .missingIdentifier, pointer: place)
      }
      switch conflict["take"] {
      case .null?, nil: break
      case "base"?: choices[id] = .base
      case "ours"?: choices[id] = .ours
      case "theirs"?: choices[id] = .theirs
      case let take?:
        guard let value = take["value"] else {
          throw MergeSidecarError(reason: .unknownChoice, pointer: place.appending("take"))
        }
        choices[id] = .value(value)
      }
    }
  }
}

/// Why a sidecar cannot be read.
public struct MergeSidecarError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The value is no sidecar of a version that is known here.
    case notASidecar
    /// A conflict has no `id`.
    case missingIdentifier
    /// `take` is none of the choices.
    case unknownChoice
  }

  /// What is wrong.
  public let reason: Reason
  /// Where in the sidecar.
  public let pointer: JSONPointer

  /// One sentence: where, what is wrong, and what to do about it.
  public var description: String {
    switch reason {
    case .notASidecar: "this is no \(DraftMerge.sidecarSchema) file; merge again to write one"
    case .missingIdentifier: "\(pointer): the conflict has no \"id\"; merge again to write it"
    case .unknownChoice:
      "\(pointer): take \"base\", \"ours\", \"theirs\" or {\"value\": …}, or null to leave it open"
    }
  }
}
