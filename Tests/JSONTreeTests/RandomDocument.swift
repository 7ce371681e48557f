import JSONTree
import TestSupport

/// A random text and the value that it spells, made together so that neither depends on the reader.
struct RandomDocument {
  private(set) var text: [UInt8] = []
  private(set) var value: JSONValue = .null
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    writeSpace()
    value = writeValue(depth: 0)
    writeSpace()
  }

  /// A random value, as an edit would put in.
  static func value(using random: inout SeededGenerator) -> JSONValue {
    RandomDocument(seed: random.next()).value
  }

  private mutating func writeValue(depth: Int) -> JSONValue {
    switch Int.random(in: depth == 0 ? 0..<2 : 0..<(depth > 4 ? 0 : 3) + 6, using: &random) {
    case 0 where depth <= 4: return writeObject(depth: depth)
    case 1 where depth <= 4: return writeArray(depth: depth)
    case 2, 3: return .string(writeString())
    case 4:
      let truth = Bool.random(using: &random)
      write(truth ? "true" : "false")
      return .boolean(truth)
    case 5:
      write("null")
      return .null
    default:
      let spellings = [
        "0", "-0", "1.0", "1e3", "1E+3", "-12.50e-7", "12345678901234567890", "1e400",
        "0.1000000000000000055", "\(Int64.random(in: .min ... .max, using: &random))",
      ]
      let spelling = spellings[Int.random(in: 0..<spellings.count, using: &random)]
      write(spelling)
      return JSONNumber(spelling).map { .number($0) } ?? .null
    }
  }

  private mutating func writeObject(depth: Int) -> JSONValue {
    // Now and then more members than are compared one by one.
    let count = random.chance(1, in: 20) ? 40 : Int.random(in: 0..<5, using: &random)
    var members: [JSONMember] = []
    write("{")
    writeSpace()
    while members.count < count {
      if !members.isEmpty {
        write(",")
        writeSpace()
      }
      // The number makes names differ.
      let name = writeString(prefix: "\(members.count)")
      writeSpace()
      write(":")
      writeSpace()
      members.append(JSONMember(name, writeValue(depth: depth + 1)))
      writeSpace()
    }
    write("}")
    return .object(members)
  }

  private mutating func writeArray(depth: Int) -> JSONValue {
    let count = Int.random(in: 0..<5, using: &random)
    var elements: [JSONValue] = []
    write("[")
    writeSpace()
    while elements.count < count {
      if !elements.isEmpty {
        write(",")
        writeSpace()
      }
      elements.append(writeValue(depth: depth + 1))
      writeSpace()
    }
    write("]")
    return .array(elements)
  }

  private mutating func writeString(prefix: String = "") -> String {
    let alphabet: [Unicode.Scalar] = [
      "a", "b", "z", " ", "/", "\"", "\\", "~", "\n", "\t", "\r", "\u{08}", "\u{0C}", "\u{00}",
      "\u{1F}", "\u{7F}", "é", "e", "\u{301}", "城", "\u{FFFF}", "\u{E000}", "🌃", "\u{10FFFF}",
    ]
    var scalars = String.UnicodeScalarView()
    write("\"" + prefix)
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      let scalar = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      scalars.append(scalar)
      writeScalar(scalar)
    }
    write("\"")
    return prefix + String(scalars)
  }

  private mutating func writeScalar(_ scalar: Unicode.Scalar) {
    let short: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "/": "\\/", "\n": "\\n", "\t": "\\t", "\r": "\\r",
      "\u{08}": "\\b", "\u{0C}": "\\f",
    ]
    let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
    if let escape = short[scalar], Bool.random(using: &random) {
      write(escape)
    } else if mustEscape || random.chance(1, in: 5) {
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
        write("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
      }
    } else {
      write(String(scalar))
    }
  }

  private mutating func writeSpace() {
    guard random.chance(1, in: 2) else { return }
    let spaces = ["", " ", "\n", "\r\n", "\t", "  ", "\n          ", "\n\t\t"]
    write(spaces[Int.random(in: 0..<spaces.count, using: &random)])
  }

  private mutating func write(_ string: String) { text.append(contentsOf: string.utf8) }
}
