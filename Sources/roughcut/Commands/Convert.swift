import ArgumentParser
import DraftModel

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a draft of another program's file, or the other way round.",
    discussion: """
      The formats go by the endings: .json a draft, .otio OpenTimelineIO, .srt SubRip, .vtt WebVTT, \
      .edl CMX3600 (written only). Subtitles are in the encoding of their byte order mark, otherwise UTF-8, \
      otherwise what --encoding says or what they look like. What a format cannot carry is said on standard error; --strict \
      refuses it. With --json: roughcut.convert/1.
      """)

  @Argument(help: "The file to read, or - for standard input.", completion: .file())
  var input: InputFile

  @Argument(help: "The file to write, or - for standard output.", completion: .file())
  var result: String

  @Option(help: "The format that is read, whatever the file is called: json, otio, srt or vtt.")
  var from: InterchangeFormat?

  @Option(help: "The format that is written: json, otio, srt, vtt or edl.")
  var to: InterchangeFormat?

  @Option(
    help: """
      The encoding of subtitles that have no byte order mark and are not UTF-8, such as windows-1251, \
      shift_jis or gb18030.
      """)
  var encoding: TextEncoding?

  @Option(help: "The one text track that subtitles are made of: text 2, an id or a name.")
  var track: TrackReference?

  @Flag(help: "Refuse what could not be carried whole.")
  var strict = false

  @OptionGroup var output: ConsoleOptions

  func validate() throws {
    let formats = try (format(from, input.path, "--from"), format(to, result, "--to"))
    guard formats.0.isReadable else {
      throw ValidationError("an EDL is written and not read; convert to it, or from OpenTimelineIO")
    }
    if formats.0 == formats.1 {
      throw ValidationError("both are \(formats.0.rawValue), so there is nothing to convert")
    }
    if track != nil, formats.1 != .subRip, formats.1 != .webVTT {
      throw ValidationError("--track is for subtitles")
    }
    if encoding != nil, formats.0 != .subRip, formats.0 != .webVTT {
      throw ValidationError("--encoding is for reading subtitles; \(formats.0.rawValue) is UTF-8")
    }
    if output.json, result == "-" {
      throw ValidationError("--json tells what could not be carried, so the result needs a file")
    }
  }

  private func format(
    _ given: InterchangeFormat?, _ name: String, _ option: String
  ) throws -> InterchangeFormat {
    guard let format = given ?? InterchangeFormat(fileName: name) else {
      throw ValidationError(
        "\(name) does not end in .json, .otio, .srt, .vtt or .edl; say what it is with \(option)")
    }
    return format
  }

  func run() throws {
    let settings = try Configuration.inForce()
    let console = try output.console(settings)
    let bytes = try input.bytes()
    let (source, target) = try (format(from, input.path, "--from"), format(to, result, "--to"))
    let read: Converted<Draft>
    let written: Converted<[UInt8]>
    do {
      read = try source.draft(from: bytes, keys: settings.keys, encoding: encoding)
      let place = try track.map { try $0.place(in: read.value) }
      written = try target.bytes(of: read.value, track: place)
    } catch let error as DraftError {
      throw CommandFailure(error, in: input.name)
    } catch let error as InterchangeError where error.isAboutEncoding {
      throw CommandFailure("\(input.name): \(error) (--encoding)")
    } catch let error as InterchangeError {
      throw CommandFailure("\(input.name): \(error)")
    } catch let error as TransformError {
      throw CommandFailure("\(input.name): \(error)")
    }
    let notes = read.notes + written.notes
    notes.forEach { console.note("\(input.name): \($0)") }
    if strict, !notes.isEmpty {
      throw CommandFailure(
        "\(result): refused, because --strict was given and something cannot be carried")
    }
    try DraftOutput.write(written.value, to: result, on: console)
    if output.json {
      console.print(bytes: try Report("roughcut.convert/1", ["notes": notes]).bytes())
    }
  }
}
