import DraftModel
import Foundation
import MediaLibrary
import TestSupport
import Testing

@Suite("MediaFinder")
struct MediaFinderTests {
  private let folder: TemporaryFolder
  private let path: String

  /// `draft/clip.mp4` beside a draft, `outside/secret.mp4` elsewhere.
  init() throws {
    folder = try TemporaryFolder()
    // The real path: macOS and some Linuxes reach their temporary folder by a link.
    path = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
      .trimmingSuffix("/")
    for name in ["draft", "draft/sub", "outside"] {
      try FileManager.default.createDirectory(
        at: folder.file(name), withIntermediateDirectories: true)
    }
    try folder.write([1], to: "draft/clip.mp4")
    try folder.write([1], to: "draft/a b%20ü.mp4")
    try folder.write([1], to: "draft/sub/clip.mp4")
    try folder.write([1], to: "outside/secret.mp4")
  }

  private func finder(root: String? = nil, state: String? = nil) throws -> MediaFinder {
    let listing = try state.map { try Draft(parsing: Array($0.utf8)).mediaListing } ?? .empty
    return MediaFinder(folder: path + "/draft", root: root, listing: listing)
  }

  private func found(_ source: String, _ finder: MediaFinder) -> String? {
    guard case .file(let real) = finder.place(of: source) else { return nil }
    return real.hasPrefix(path + "/") ? String(real.dropFirst(path.count + 1)) : real
  }

  @Test("A relative path starts from the draft's folder, an absolute one from the root")
  func paths() throws {
    let finder = try finder()
    #expect(found("clip.mp4", finder) == "draft/clip.mp4")
    #expect(found("./sub/../clip.mp4", finder) == "draft/clip.mp4")
    #expect(found("../outside/secret.mp4", finder) == "outside/secret.mp4")
    #expect(found(path + "/draft/sub/clip.mp4", finder) == "draft/sub/clip.mp4")
    #expect(found("a b%20ü.mp4", finder) == "draft/a b%20ü.mp4")
  }

  @Test("A file: address is a path, percent signs decoded, and of this machine only")
  func fileAddresses() throws {
    let finder = try finder()
    #expect(found("file://\(path)/draft/clip.mp4", finder) == "draft/clip.mp4")
    #expect(found("file://localhost\(path)/draft/clip.mp4", finder) == "draft/clip.mp4")
    #expect(found("file://\(path)/draft/a%20b%2520%C3%BC.mp4", finder) == "draft/a b%20ü.mp4")
    #expect(found("file://elsewhere\(path)/draft/clip.mp4", finder) == nil)
  }

  @Test(
    "What is no local file leads nowhere, with a reason",
    arguments: [
      "gone.mp4", "", "http://example.com/clip.mp4", "https://example.com/clip.mp4", "asset:42",
      "42",
      "concat:clip.mp4|clip.mp4", "rtmp://127.0.0.1/x", "data:video/mp4;base64,AAAA",
      "pipe:0", "clip.mp4\u{0}.txt", ".", "sub", "file://", "subfile:,,start,0,end,9,,:clip.mp4",
    ])
  func nowhere(source: String) throws {
    guard case .nowhere(let reason) = try finder().place(of: source) else {
      Issue.record("\(source) was found")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test("Only regular files: no device, FIFO or folder, and none of them is opened")
  func regularFilesOnly() throws {
    let fifo = path + "/draft/fifo.mp4"
    #expect(mkfifo(fifo, 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: path + "/draft/zero.mp4", withDestinationPath: "/dev/zero")
    let finder = try finder()
    for source in ["fifo.mp4", "/dev/zero", "zero.mp4", "/dev/stdin", "sub", "/"] {
      #expect(found(source, finder) == nil, "\(source)")
    }
    #expect(finder.place(of: "fifo.mp4") == .nowhere(reason: "it is not a regular file"))
  }

  @Test("Within a media root, symbolic links and dots lead no further than it")
  func mediaRoot() throws {
    let files = FileManager.default
    let draft = path + "/draft"
    try files.createSymbolicLink(
      atPath: draft + "/link.mp4", withDestinationPath: "../outside/secret.mp4")
    try files.createSymbolicLink(atPath: draft + "/folder", withDestinationPath: path + "/outside")
    try files.createSymbolicLink(atPath: draft + "/inner.mp4", withDestinationPath: "clip.mp4")
    try files.createDirectory(atPath: path + "/draft2", withIntermediateDirectories: true)
    try folder.write([1], to: "draft2/near.mp4")
    let free = try finder()
    let confined = try finder(root: draft)
    for source in [
      "link.mp4", "folder/secret.mp4", "../outside/secret.mp4", path + "/outside/secret.mp4",
      "../draft2/near.mp4", "file://\(path)/outside/secret.mp4",
    ] {
      #expect(found(source, free) != nil, "\(source)")
      #expect(
        confined.place(of: source) == .nowhere(reason: "it lies outside the media root"),
        "\(source)")
    }
    #expect(found("clip.mp4", confined) == "draft/clip.mp4")
    #expect(found("inner.mp4", confined) == "draft/clip.mp4")
    #expect(found("../draft/sub/clip.mp4", confined) == "draft/sub/clip.mp4")
    // A root that is reached by a link, or spelt with one slash more, is the same root.
    try files.createSymbolicLink(atPath: path + "/alias", withDestinationPath: "draft")
    #expect(found("clip.mp4", try finder(root: path + "/alias")) == "draft/clip.mp4")
    #expect(found("clip.mp4", try finder(root: draft + "/")) == "draft/clip.mp4")
    #expect(found("clip.mp4", try finder(root: path + "/gone")) == nil)
  }

  private static func state(_ infos: String) -> String {
    #"{"draft":{"t":[]},"video_infos":[\#(infos)]}"#
  }

  @Test("An id, hash or address of the state leads to the file it lists")
  func listed() throws {
    let finder = try finder(
      state: Self.state(
        #"{"id":"v1","hash":"abc","cdn_url":"https://cdn.example/x/clip.mp4","url":"sub/clip.mp4"}"#
      ))
    for source in ["v1", "asset:v1", "abc", "https://cdn.example/x/clip.mp4"] {
      #expect(found(source, finder) == "draft/sub/clip.mp4", "\(source)")
    }
    #expect(found("v2", finder) == nil)
  }

  @Test("A path of the service's machines is matched on its longest common tail")
  func tails() throws {
    let finder = try finder(
      state: Self.state(
        #"{"id":"v1","path":"/mnt/userdata/a/clip.mp4","url":"clip.mp4"},"#
          + #"{"id":"v2","path":"/mnt/userdata/b/clip.mp4","url":"sub/clip.mp4"}"#))
    #expect(found("/mnt/userdata/b/clip.mp4", finder) == "draft/sub/clip.mp4")
    #expect(found("/srv/other/a/clip.mp4", finder) == "draft/clip.mp4")
  }

  @Test("Two listed files that are meant equally well are neither")
  func ambiguous() throws {
    let finder = try finder(
      state: Self.state(
        #"{"id":"v1","path":"/mnt/a/clip.mp4","url":"clip.mp4"},"#
          + #"{"id":"v2","path":"/mnt/b/clip.mp4","url":"sub/clip.mp4"}"#))
    guard case .nowhere(let reason) = finder.place(of: "/mnt/c/clip.mp4") else {
      Issue.record("one of two was picked")
      return
    }
    #expect(reason.contains("/video_infos/0") && reason.contains("/video_infos/1"))
  }

  @Test("A listed file is confined like any other")
  func listedIsConfined() throws {
    let finder = try finder(
      root: path + "/draft",
      state: Self.state(#"{"id":"v1","url":"\#(path)/outside/secret.mp4"}"#))
    #expect(found("v1", finder) == nil)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
