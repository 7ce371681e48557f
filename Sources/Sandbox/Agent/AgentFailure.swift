import DraftModel

/// Why the agent could not do what it understood, in words for the user, in both languages.
struct AgentFailure: Error, Hashable, Sendable {
  let english: String
  let chinese: String

  static let noVideo = AgentFailure(
    english: "there is no video yet; ask for one first", chinese: "还没有视频，请先生成一个")
  static let noMusic = AgentFailure(english: "there is no music", chinese: "没有音乐")
  static let noTitle = AgentFailure(english: "there is no title", chinese: "没有标题")
  static let noClip = AgentFailure(english: "there is no clip", chinese: "没有片段")
  static let nothingToUndo = AgentFailure(
    english: "there is nothing to undo", chinese: "没有可以撤销的操作")
  static let noUploads = AgentFailure(
    english: "there are no uploads to use", chinese: "没有可以使用的上传素材")

  /// A number that is beyond what its unit can be.
  static func beyondRange(_ number: Phrase.BeyondRange) -> AgentFailure {
    AgentFailure(
      english: "\(number.text) is beyond the numbers that I can work with",
      chinese: "\(number.text)超出了可以处理的范围")
  }

  /// A clip of another length than clips have.
  static func clipLength(_ length: Milliseconds) -> AgentFailure {
    let (shortest, longest) = (AgentRequest.lengths.lowerBound, AgentRequest.lengths.upperBound)
    return AgentFailure(
      english: "a clip lasts \(shortest) to \(longest) seconds, and not \(length)",
      chinese: "一个片段可以是\(shortest)到\(longest)秒，不能是\(length)秒")
  }

  /// The service itself failed.
  static func internalError(_ error: any Error) -> AgentFailure {
    AgentFailure(english: "the service failed: \(error)", chinese: "服务出错了")
  }
}
