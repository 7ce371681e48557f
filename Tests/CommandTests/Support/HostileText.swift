import Foundation
import TestSupport

/// Text that does harm where it is shown as it is, and what shows that it did.
enum HostileText {
  /// A word that is seen wherever the text is quoted.
  static let word = "evil"

  /// Sets the title, fills the clipboard, hides, turns the direction of writing, draws markup, mentions and links.
  static let text =
    "\(word)\u{1B}]0;x\u{7}\u{1B}[31m\u{9B}8m\u{202E}\u{2066}\u{85}\u{2028}\u{7F}"
    + "\u{600}<img \u{600}src=x>\u{600}\"\u{600}' onload=x [a](http:b) ![c](d) @all `e` |f\u{600}| "
    + "https://g.example www.h.example {0} ]]> --> ::error::i \u{1D173}\u{E0001}\u{FEFF}\u{200B}"

  /// The same as far as a file's name can hold it.
  static let fileName = String(
    text.replacing("/", with: "_").unicodeScalars.filter { $0 != "\u{FEFF}" }.map(Character.init)
  ).prefix(70).description

  /// The scalars of an output that a terminal would act on, as their codes; the line feed is the program's own.
  static func actingScalars(in output: String) -> [String] {
    output.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format: scalar.value != 0x200D
      case .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }.map { String($0.value, radix: 16) }
  }

  /// What an HTML page has beside text, as another reader of HTML sees it: unknown elements, handlers of events, and
  /// addresses that lead elsewhere.
  static func markup(inPage page: Data) throws -> String {
    let script = """
      import sys
      from html.parser import HTMLParser
      known = set("html head meta title style body header h1 h2 h3 span i b p main ol ul li div section figure img "
                  "figcaption details summary pre table tr td th a".split())
      class Reader(HTMLParser):
          def handle_starttag(self, tag, attributes):
              if tag not in known: print("element", tag)
              for name, value in attributes:
                  value = (value or "").strip().lower()
                  if name.startswith("on"): print("handler", name)
                  if name in ("src", "href") and not value.startswith("data:image/") and ":" in value: print(name, value)
                  if tag == "img" and name == "src" and value == "x": print("picture")
          def handle_comment(self, data): print("comment")
      Reader().feed(sys.stdin.buffer.read().decode())
      """
    return try Shell.run("python3", ["-c", script], input: page).text
  }

  /// The elements and attributes of an XML document as another reader sees them; throws where it is none.
  static func names(inXML document: Data) throws -> Set<String> {
    let script = """
      import sys
      from xml.etree import ElementTree
      root = ElementTree.fromstring(sys.stdin.buffer.read())
      for element in root.iter(): print(element.tag, *element.attrib, sep="\\n")
      """
    let text = String(
      decoding: try Shell.output(of: "python3", ["-c", script], input: document), as: UTF8.self)
    return Set(text.split(separator: "\n").map(String.init))
  }
}
