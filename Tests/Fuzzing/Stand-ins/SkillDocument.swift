/// A skill document as the client's configuration takes it, in place of the one that needs a reader of YAML.
public struct SkillDocument: Hashable, Sendable {
  /// As whom the service is spoken to.
  public let identity: SkillIdentity
}
