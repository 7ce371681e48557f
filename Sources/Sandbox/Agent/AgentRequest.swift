import DraftModel

/// What the sandbox's agent understands of a message.
enum AgentRequest: Hashable, Sendable {
  /// A part of the draft as people name it.
  enum Part: Hashable, Sendable {
    case music, title
    /// A clip, counted from 1, or from the end with -1; nil for all.
    case clip(Int?)
  }

  /// How loud something is to be.
  enum Loudness: Hashable, Sendable {
    case quieter, louder, percent(Int), mute, unmute
  }

  /// What is cut away.
  enum Cut: Hashable, Sendable {
    case first(Milliseconds), last(Milliseconds)
    /// All but the beginning.
    case to(Milliseconds)
  }

  /// A clip to be generated, and what goes with it.
  struct Clip: Hashable, Sendable {
    var prompt: String
    var length = Milliseconds(5000)
    var music: String?
    var title: String?
  }

  case generate(Clip)
  case addMusic(String)
  case addTitle(String, at: Milliseconds?, length: Milliseconds)
  case useUploads
  case replaceTitle(String)
  case volume(Part, Loudness)
  case trim(clip: Int?, Cut)
  case remove(Part)
  /// A clip to another place in the order, both counted from 1, or from the end with -1.
  case move(clip: Int, to: Int)
  case speed(clip: Int?, Ratio)
  case fade(Part, in: Milliseconds?, out: Milliseconds?)
  case reframe(Int, Int)
  /// Between all clips that follow each other.
  case transition(Timeline.TransitionKind, length: Milliseconds)
  case undo
  /// A number that is beyond what its unit can be.
  case beyondRange(Phrase.BeyondRange)
  /// A clip of another length than clips have.
  case clipLength(Milliseconds)

  /// Whether the request makes a clip, which is priced by itself; all others are editing.
  var isGeneration: Bool { if case .generate = self { true } else { false } }

  /// Whether the request is one that nothing is done for, and nothing is charged for.
  var isRefused: Bool {
    switch self {
    case .beyondRange, .clipLength: true
    default: false
    }
  }
}
