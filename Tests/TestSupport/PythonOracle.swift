public import Foundation
public import Testing

/// Packages of PyPI that tests take as oracles, installed once into the build folder.
public enum PythonOracle {
  /// The packages, pinned, so that the oracle does not change under the tests.
  private static let packages = [
    "PyYAML==6.0.2", "jsonschema==4.26.0", "opentimelineio==0.18.1", "otio-cmx3600-adapter==1.0.0",
    "sarif-om==1.0.4",
  ]

  /// Where the packages are; nothing where they are not and cannot be installed.
  private static let library: URL? = {
    let name = "python-" + packages.joined(separator: "-").replacing("==", with: "-")
    let folder = Repository.root.appending(path: ".build").appending(path: name)
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
    let staging = folder.appendingPathExtension(UUID().uuidString)
    let arguments =
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", staging.path]
      + packages
    guard let outcome = try? Shell.run("python3", arguments), outcome.status == 0 else {
      try? FileManager.default.removeItem(at: staging)
      return nil
    }
    // Another process may have been faster; then its copy is as good.
    try? FileManager.default.moveItem(at: staging, to: folder)
    try? FileManager.default.removeItem(at: staging)
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// For `.enabled(if: PythonOracle.isThere, PythonOracle.isMissing)`.
  public static let isThere = library != nil

  /// Why a test that asks the oracles is skipped.
  public static let isMissing: Comment = "python3 with pip, or its packages, cannot be had here"

  /// Runs a script with the packages at hand.
  public static func run(
    _ script: String, _ arguments: [String] = [], input: Data? = nil
  ) throws -> Shell.Outcome {
    try Shell.run(
      "python3", ["-c", script] + arguments, input: input,
      environment: ["PYTHONPATH": library?.path, "PYTHONDONTWRITEBYTECODE": "1"])
  }
}
