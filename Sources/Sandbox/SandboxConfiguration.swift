public import HTTPTransport

/// How the sandbox answers, what it grants, and how it misbehaves.
public struct SandboxConfiguration: Sendable {
  /// The published shapes of a render's answers.
  public enum RenderShape: String, CaseIterable, Hashable, Sendable {
    /// `{"id","status","progress","output":{"url","duration","size"}}`.
    case a
    /// `{"success":true,"data":{"id","status","progress","outputUrl"}}`.
    case b
    /// Shape A of its oldest form, which names the render `taskId`.
    case oldest
    /// One of the three for each render, by its id.
    case mixed
  }

  /// The published forms of an event.
  public enum EventForm: String, CaseIterable, Hashable, Sendable {
    /// `{"type":"text","content":"…"}`.
    case plain
    /// `{"content":{"parts":[{"text":"…"}]},"partial":false}`.
    case framework
    /// The two by turns, from message to message.
    case mixed
  }

  /// Where a code other than 0 stands in an answer.
  public enum CodePlace: String, CaseIterable, Hashable, Sendable {
    /// As the member `code` of an answer of status 200.
    case field
    /// As the status where the code is one of HTTP (400, 402, 429), else as `field`.
    case status
    /// In both places; codes of four digits go with the status that is nearest in meaning.
    case both
  }

  /// Which edits end without any text.
  public enum Silence: String, CaseIterable, Hashable, Sendable {
    /// All of them.
    case always
    /// None of them.
    case never
    /// About 30%, as published: by the session's id and the message's number.
    case sometimes = "some"
  }

  /// When music and title follow the raw video of a generation.
  public enum SecondStage: String, CaseIterable, Hashable, Sendable {
    /// Before the stream closes.
    case during
    /// A moment after the stream has closed.
    case after
  }

  /// The folder that keeps everything; made if it's not there.
  public var folder: String

  /// The port on the loopback interface; 0 for any that is free.
  public var port: UInt16

  /// The credits that a new anonymous user has.
  public var credits: Double = 100

  /// How long a token is good for, in seconds; published are seven days.
  public var tokenLifetimeSeconds: Double = 7 * 24 * 3600

  /// The largest file that is taken, in bytes; published are 500 MB.
  public var uploadLimitBytes: Int64 = 500_000_000

  /// The shape of renders' answers.
  public var renderShape = RenderShape.a

  /// The form of a message's events.
  public var eventForm = EventForm.plain

  /// Where codes stand.
  public var codePlace = CodePlace.field

  /// Which edits are silent.
  public var silence = Silence.sometimes

  /// When the second stage comes.
  public var secondStage = SecondStage.during

  /// By how much the service's own waits (heartbeats, stages of a render) are multiplied; 0 for none.
  public var timeScale: Double = 1

  /// The faults that are asked for.
  public var faults: [SandboxFault] = []

  /// The seed of a random but repeatable mix of faults; nil for none.
  public var faultSeed: UInt64?

  /// The short side of generated clips, in pixels; 720 unless a test wants less.
  public var clipShortSide = 720

  /// The short side of exports, in pixels; published are 1080.
  public var exportShortSide = 1080

  /// What fetches media that are uploaded by address; nil refuses such uploads.
  public var transport: (any Transport)?

  /// Makes a configuration; all the rest is as published.
  public init(folder: String, port: UInt16 = 0) {
    self.folder = folder
    self.port = port
  }
}
