import ArgumentParser

struct ReadClock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-clock",
    abstract: "Read the frame numbers and ticks of self-clocking footage back from a video.",
    discussion: """
      One line a frame: its number, then the clip and the frame of the clip that it shows, or - \
      where it shows none. Then one line a tick: its place in seconds, and its pitch. With \
      --json: roughcut.clock/1.
      """,
    shouldDisplay: false)

  @Argument(help: "A video.", completion: .file())
  var file: String

  @OptionGroup var output: ConsoleOptions

  func run() throws {
    let console = try output.console(try Configuration.inForce())
    let reading = try ClockReading(of: file)
    if output.json {
      console.print(bytes: try Report("roughcut.clock/1", reading).bytes())
    } else {
      for frame in reading.frames {
        let shown = frame.mark.map { "clip \($0.clip) frame \($0.frame)" } ?? "-"
        console.print("\(frame.index): \(shown)")
      }
      for tick in reading.ticks { console.print("tick \(tick.seconds)s pitch \(tick.pitch)") }
    }
  }
}
