// How the values of a request are read from the command line, each by its own library's spelling.

public import ArgumentParser
public import DraftModel
public import MediaLibrary
public import Regression
public import RenderPlanning

extension RenderRequest.Size: ExpressibleByArgument {
  /// Reads `360p`, `640x360` or `canvas`.
  public init?(argument: String) { self.init(spelling: argument) }
}

extension FrameRate: ExpressibleByArgument {
  /// Reads `25`, `29.97` or `30000/1001`.
  public init?(argument: String) {
    let parts = argument.split(separator: "/", maxSplits: 1)
    if parts.count == 2, let upper = Int64(parts[0]), let lower = Int64(parts[1]),
      let ratio = Ratio(upper, lower)
    {
      self.init(ratio)
    } else {
      self.init(decimal: argument)
    }
  }
}

extension OutputFormat.Quality: ExpressibleByArgument {}

extension TimeExpression: ExpressibleByArgument {
  /// Reads `500ms`, `3.2s`, `1m30s`, `00:00:03.2`, `60%` or milliseconds.
  public init?(argument: String) { self.init(argument) }
}

extension ReportFormat: ExpressibleByArgument {}

extension ByteCount: ExpressibleByArgument {
  /// Reads `2GB`, `500MiB` or a bare count of bytes.
  public init?(argument: String) { self.init(spelling: argument) }
}

extension InterchangeFormat: ExpressibleByArgument {}

extension TextEncoding: ExpressibleByArgument {
  /// Reads the name of an encoding that the system knows.
  public init?(argument: String) { self.init(argument) }
}

extension TrackReference: ExpressibleByArgument {
  /// Reads `text 1`, `track 2`, an id, a name or a pointer.
  public init?(argument: String) { self.init(argument) }
}

extension TestReportFormat: ExpressibleByArgument {}
