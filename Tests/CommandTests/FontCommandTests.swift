import Foundation
import TestSupport
import Testing

/// What commands report of fonts, and that pictures and kept pieces follow the fonts that are there.
@Suite struct FontCommandTests {
  private static let dejaVu = "/usr/share/fonts/truetype/dejavu"
  private static let hasDejaVu = FileManager.default.fileExists(atPath: dejaVu + "/DejaVuSerif.ttf")

  /// A draft of one title.
  private func draft(_ text: String, _ style: String = "") -> Data {
    Data(
      #"""
      {"m":{"width":640,"height":360,"fps":30,"background":"#203040"},"d":400,
       "t":[{"tt":7,"sg":[{"d":400,"m":{"text":"\#(text)","style":{"size":120\#(style)}}}]}]}
      """#.utf8)
  }

  /// A font system that knows the fonts of one folder only.
  private func fontSystem(
    _ program: Program, holding files: [String], rules: String = ""
  ) throws -> [String: String?] {
    let fonts = program.folder.file("fonts")
    try FileManager.default.createDirectory(at: fonts, withIntermediateDirectories: true)
    for file in files {
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: "\(Self.dejaVu)/\(file)"), to: fonts.appending(path: file))
    }
    try program.folder.write(
      Data(
        """
        <?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
        <dir>\(fonts.path)</dir><cachedir>\(program.folder.file("fc").path)</cachedir>\(rules)</fontconfig>
        """.utf8), to: "fonts.conf")
    return ["FONTCONFIG_FILE": program.folder.file("fonts.conf").path]
  }

  @Test(
    "What a title asks of fonts and they lack is reported by every command, and refused by --strict",
    arguments: [
      (
        "Title", #","font":"No Such Font""#, "\"No Such Font\" is not installed",
        "font-not-installed"
      ),
      ("Title", #","font":"'No Such Font', 'Noto Sans'""#, "No Such Font", "font-not-installed"),
      ("a \u{10FFFD}", "", "U+10FFFD", "text-without-font"),
      (
        "Title", #","font":"DejaVu Sans Mono","weight":900"#, "weight 900 is drawn as 700",
        "font-style-missing"
      ),
      (
        "Title", #","font":"DejaVu Sans Mono","weight":450"#, "weight 450 is drawn as 400",
        "font-style-missing"
      ),
      ("直角", #","font":"Noto Sans CJK JP","italic":true"#, "no italic", "font-style-missing"),
    ])
  func reported(text: String, style: String, message: String, rule: String) throws {
    let program = try Program()
    try program.folder.write(draft(text, style), to: "cut.json")
    let commands = [
      ["preview", "cut.json", "--size", "72p"], ["frame", "cut.json", "--at", "0", "-o", "p.png"],
    ]
    for command in commands {
      let outcome = try program.run(command)
      #expect(outcome.status == 0 && outcome.errors.contains(message), "\(outcome.errors)")
      let strict = try program.run(command + ["--strict"])
      #expect(strict.status == 2 && strict.errors.contains("--strict"), "\(strict.errors)")
    }
    let sheet = try program.run(["sheet", "cut.json", "-o", "s.png", "--json"])
    #expect(
      sheet.status == 0 && sheet.text.contains(String(message.prefix(6)).replacing("\"", with: "")))
    #expect(try program.run(["sheet", "cut.json", "-o", "t.png", "--strict"]).status == 2)
    for command in [["validate", "--probe", "cut.json"], ["doctor", "cut.json"]] {
      let outcome = try program.run(command)
      #expect(outcome.status == 1 && outcome.text.contains(rule) && outcome.text.contains(message))
    }
    #expect(!(try program.run(["validate", "cut.json"]).text.contains(rule)))
  }

  @Test(
    "A title in a font that is there is exact, generic families included",
    arguments: [
      "", #","font":"Noto Sans""#, #","font":"sans-serif""#, #","font":"'DejaVu Sans', serif""#,
      #","font":"system-ui","weight":700"#, #","font":"Noto Sans","italic":true"#,
    ])
  func exact(style: String) throws {
    let program = try Program()
    try program.folder.write(draft("Title 直角 😀", style), to: "cut.json")
    let outcome = try program.run(["frame", "cut.json", "--at", "0", "-o", "p.png", "--strict"])
    // The Han characters of a title that slants are sheared, whatever font was asked for.
    #expect(outcome.status == (style.contains("italic") ? 2 : 0), "\(outcome.errors)")
  }

  @Test("A draft is the same picture in every locale")
  func locales() throws {
    let program = try Program()
    try program.folder.write(
      draft("Title 直角骨海 123 ".appending("שלום नमस्ते ไทย")), to: "cut.json")
    var pictures: Set<Data> = []
    let none: [String: String?] = [
      "LANG": nil, "LC_ALL": nil, "LC_CTYPE": nil, "LANGUAGE": nil, "PANGO_LANGUAGE": nil,
      "FC_LANG": nil,
    ]
    for variables: [String: String?] in [
      [:], ["LANG": "ja_JP.UTF-8"], ["LC_ALL": "zh_TW.UTF-8"],
      ["LANG": "ko_KR.UTF-8", "LANGUAGE": "ko"],
      ["PANGO_LANGUAGE": "ja:zh-hk"], ["FC_LANG": "zh-tw"], ["LC_CTYPE": "ar_EG.UTF-8"],
    ] {
      let outcome = try program.run(
        ["frame", "cut.json", "--at", "0", "-o", "p.png", "--size", "360p"],
        environment: none.merging(variables) { $1 })
      #expect(outcome.status == 0)
      pictures.insert(try Data(contentsOf: program.folder.file("p.png")))
    }
    #expect(pictures.count == 1)
  }

  @Test(
    "A font that is installed and that fontconfig's rules replace is reported",
    .enabled(if: hasDejaVu, "the fonts of fonts-dejavu-core are not there"))
  func replacedByRules() throws {
    let program = try Program()
    let files = ["DejaVuSans.ttf", "DejaVuSerif.ttf"]
    let environment = try fontSystem(
      program, holding: files,
      rules: """
        <match target="pattern"><test name="family"><string>DejaVu Serif</string></test>
        <edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit>
        </match>
        """)
    try program.folder.write(draft("Title", #","font":"DejaVu Serif""#), to: "serif.json")
    try program.folder.write(draft("Title", #","font":"DejaVu Sans""#), to: "sans.json")
    let message = #""DejaVu Serif" is installed, but fontconfig's rules draw "DejaVu Sans""#
    let frame = ["frame", "--at", "0", "-o", "p.png", "--strict"]
    let serif = try program.run(frame + ["serif.json"], environment: environment)
    #expect(serif.status == 2 && serif.errors.contains(message), "\(serif.errors)")
    let sans = try program.run(frame + ["sans.json"], environment: environment)
    #expect(sans.status == 0, "\(sans.errors)")
    let found = try program.run(["validate", "--probe", "serif.json"], environment: environment)
    #expect(found.text.contains("font-not-installed") && found.text.contains(message))
  }

  @Test(
    "A font that is installed later is in the next preview, and what it does not touch is reused",
    .enabled(if: hasDejaVu, "the fonts of fonts-dejavu-core are not there"))
  func installedLater() throws {
    let program = try Program()
    let fonts = try fontSystem(program, holding: ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
    let environment = fonts.merging(["ROUGHCUT_CACHE": program.folder.file("cache").path]) { $1 }
    try program.folder.write(draft("Title", #","font":"DejaVu Serif""#), to: "serif.json")
    try program.folder.write(draft("Title", #","font":"DejaVu Sans""#), to: "sans.json")
    func frames(_ draft: String, _ options: [String] = []) throws -> (hash: String, rendered: Int) {
      let outcome = try program.run(
        ["preview", draft, "-o", "out.mp4", "--json", "--size", "180p"] + options,
        environment: environment)
      try #require(outcome.status == 0, "\(outcome.errors)")
      let hash = try Shell.run(
        "ffmpeg", ["-v", "error", "-i", "out.mp4", "-map", "0:v", "-f", "md5", "-"],
        in: program.folder.url
      ).text
      let picture = outcome.object["picture"] as? [String: Int]
      return (hash, picture?["rendered"] ?? -1)
    }
    let before = try (frames("serif.json"), frames("sans.json"))
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: "\(Self.dejaVu)/DejaVuSerif.ttf"),
      to: program.folder.file("fonts/DejaVuSerif.ttf"))
    let after = try (frames("serif.json"), frames("sans.json"))
    #expect(after.0.rendered == 1 && after.0.hash != before.0.hash)
    #expect(after.1.rendered == 0 && after.1.hash == before.1.hash)
    #expect(try frames("serif.json", ["--no-cache"]).hash == after.0.hash)
    #expect(try frames("serif.json").rendered == 0)
  }
}
