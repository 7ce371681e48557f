import DraftModel
import Foundation
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// The settings in force: environment, then `.roughcut.yml` upward, then the user's own file.
///
/// Flags stand above all of it and are applied by the commands' options. A project's file only describes and narrows; what
/// else it says is ignored, and reported.
struct Configuration {
  /// A setting's value, and where it comes from.
  struct Value {
    let text: String
    let origin: String
  }

  private var values: [Setting: Value] = [:]
  /// What configuration files say that is not in force.
  private(set) var ignored: [IgnoredSetting] = []
  /// Whether the media root in force is the user's, or within the user's.
  private var hasUsersRoot = false
  /// Where things are kept.
  let places: UserFolders
  /// The variables that the settings were read from.
  let environment: [String: String]
  /// The spellings of the draft's keys.
  let keys: KeyTable
  /// Which rules are in force.
  let rules: ValidationConfiguration

  /// The settings of this process.
  static func inForce() throws -> Configuration {
    try Configuration(
      environment: ProcessInfo.processInfo.environment,
      folder: FileManager.default.currentDirectoryPath)
  }

  /// The defaults, without any file or variable but those that say where things are kept.
  static func standard() -> Configuration {
    Configuration(defaultsIn: ProcessInfo.processInfo.environment)
  }

  private init(defaultsIn environment: [String: String]) {
    self.environment = environment
    places = UserFolders(environment)
    keys = KeyTable(adding: [:])
    rules = .standard
  }

  /// Gathers the settings that hold in a folder.
  ///
  /// - Throws: ``CommandFailure`` for a configuration file that cannot be read as one.
  init(environment: [String: String], folder: String) throws {
    self.environment = environment
    places = UserFolders(environment)
    var aliases: [DraftScope: [String: [DraftKey.Alias]]] = [:]
    var grades: [String: String] = [:]
    // From the weakest to the strongest, each over the one before.
    let own = places.configuration + "/config.yml"
    var files: [ConfigurationFile] = []
    if FileManager.default.fileExists(atPath: own) {
      let file = try ConfigurationFile(path: own)
      for (setting, text) in file.values { values[setting] = Value(text: text, origin: own) }
      files.append(file)
    }
    hasUsersRoot = values[.mediaRoot] != nil
    let project = ProjectFile(from: folder, home: places.home)
    ignored = project.refused
    if let path = project.path {
      let file = try ConfigurationFile(path: path)
      Self.narrow(&values, by: file, &ignored)
      files.append(file)
    }
    for file in files {
      grades.merge(file.grades) { $1 }
      for (scope, keys) in file.aliases {
        aliases[scope, default: [:]].merge(keys) { $1 + $0 }
      }
    }
    for setting in Setting.allCases {
      guard let text = environment[setting.variable], !text.isEmpty else { continue }
      values[setting] = Value(text: text, origin: setting.variable)
      if setting == .mediaRoot { hasUsersRoot = true }
    }
    keys = KeyTable(adding: aliases)
    do throws(ValidationConfigurationError) {
      rules = try ValidationConfiguration(words: grades)
    } catch {
      throw CommandFailure("\(error)")
    }
  }

  /// The value of a setting and where it comes from; nothing where nobody gave one.
  subscript(setting: Setting) -> Value? { values[setting] }

  /// Takes what a project's file may decide; the rest is ignored.
  private static func narrow(
    _ values: inout [Setting: Value], by file: ConfigurationFile, _ ignored: inout [IgnoredSetting]
  ) {
    for setting in Setting.allCases {
      guard let text = file.values[setting] else { continue }
      let reason = refusal(
        of: setting, text, in: file.folder, over: values[setting]?.text)
      if let reason {
        ignored.append(
          IgnoredSetting(file: file.path, setting: setting.rawValue, reason: reason))
      } else {
        values[setting] = Value(text: text, origin: file.path)
      }
    }
  }

  /// The folder that media must be in; `nil` for anywhere.
  var mediaRoot: MediaRoot? {
    values[.mediaRoot].map { MediaRoot(folder: $0.text, isUsers: hasUsersRoot) }
  }

  /// The folder in which chunks and facts are kept.
  var cacheFolder: String { values[.cache]?.text ?? places.cache }
}

extension Configuration {
  /// The size of pictures.
  var size: RenderRequest.Size? {
    get throws {
      try read(.size, "360p, 640x360 or canvas") { RenderRequest.Size(spelling: $0) }
    }
  }

  /// Pictures a second.
  var fps: FrameRate? {
    get throws { try read(.fps, "1 to 240") { FrameRate(argument: $0) } }
  }

  /// What is spent on looks.
  var quality: OutputFormat.Quality? {
    get throws {
      try read(.quality, "draft, good or export") { OutputFormat.Quality(rawValue: $0) }
    }
  }

  /// How many pieces are rendered at once.
  var jobs: Int? {
    get throws {
      try read(.jobs, "1 to 256") { Int($0).flatMap { (1...256).contains($0) ? $0 : nil } }
    }
  }

  /// The size below which chunks are kept.
  var cacheSize: ByteCount? {
    get throws {
      try read(.cacheSize, "bytes such as 4GiB or 500MB") { ByteCount(spelling: $0) }
    }
  }

  /// When to colour.
  var color: Console.ColorChoice? {
    get throws {
      try read(.color, "auto, always or never") { Console.ColorChoice(rawValue: $0) }
    }
  }

  /// The most credits that a command may spend.
  var maxCredits: Double? {
    get throws {
      try read(.maxCredits, "a number of credits") { Double($0).flatMap { $0 >= 0 ? $0 : nil } }
    }
  }

  private func read<Meaning>(
    _ setting: Setting, _ expected: String, _ meaning: (String) -> Meaning?
  ) throws -> Meaning? {
    guard let value = values[setting] else { return nil }
    guard let result = meaning(value.text) else {
      throw CommandFailure(
        "\(value.origin): \(setting.rawValue) is \"\(value.text)\"; it takes \(expected)")
    }
    return result
  }

  /// One line of `roughcut config`.
  struct Row: Encodable {
    let setting: String
    let value: String
    let origin: String
  }

  /// Every setting as it is in force.
  var rows: [Row] {
    Setting.allCases.map { setting in
      let value = values[setting] ?? Value(text: fallback(for: setting), origin: "default")
      return Row(setting: setting.rawValue, value: value.text, origin: value.origin)
    }
  }

  private func fallback(for setting: Setting) -> String {
    switch setting {
    case .cache: cacheFolder
    case .cacheSize: "\(ChunkStore.standardLimit)"
    case .mediaRoot: "anywhere"
    case .size: "360p"
    case .fps: "the draft's, at most 30"
    case .quality: "draft"
    case .jobs: "\(ProcessInfo.processInfo.activeProcessorCount)"
    case .color: "auto"
    case .skill: ActiveSkill.productDocument ?? "built in"
    case .maxCredits: "no limit"
    }
  }
}
