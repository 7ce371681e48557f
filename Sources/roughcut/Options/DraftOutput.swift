import ArgumentParser
import MediaLibrary

/// Where a changed draft goes: standard output, another file, or the file it came from.
struct DraftOutput: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The file to write; without it standard output.",
    completion: .file(extensions: ["json"]))
  var output: String?

  @Flag(help: "Write over the file that was read.")
  var inPlace = false

  func validate() throws {
    if output != nil, inPlace { throw ValidationError("-o and --in-place exclude each other") }
  }

  /// Whether a file is written.
  var isFile: Bool { inPlace || output.map { $0 != "-" } ?? false }

  /// Writes a draft, whole or not at all.
  ///
  /// - Parameter input: The file that the draft came from.
  func write(_ bytes: [UInt8], over input: InputFile, on console: Console) throws {
    if inPlace, input == .standardInput {
      throw CommandFailure("standard input cannot be written over; name a file with -o")
    }
    try Self.write(bytes, to: inPlace ? input.path : output ?? "-", on: console)
  }

  /// Writes a result to a file, whole or not at all, or to standard output for `-`.
  static func write(_ bytes: [UInt8], to path: String, on console: Console) throws {
    if path == "-" { return console.print(bytes: bytes) }
    do throws(FileError) {
      try OutputFile.write(bytes, to: path)
    } catch {
      throw CommandFailure(error, advice: "name a file that can be written with -o")
    }
  }
}
