/// One setting that a flag, the environment or a configuration file can give.
enum Setting: String, CaseIterable, Sendable {
  case cache
  case cacheSize = "cache_size"
  case mediaRoot = "media_root"
  case size
  case fps
  case quality
  case jobs
  case color
  case skill
  case maxCredits = "max_credits"

  /// The environment variable of the same meaning: `ROUGHCUT_MEDIA_ROOT`.
  var variable: String { "ROUGHCUT_" + rawValue.uppercased() }

  /// Whether it names a file or folder, which a configuration file gives relative to itself.
  var isPath: Bool { [.cache, .mediaRoot, .skill].contains(self) }
}
