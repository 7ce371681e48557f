import Foundation

/// Reads a number as people write it: `1,000,000`, `1.5`, `twenty-five`, `a hundred`, `二十五`, `三亿`.
enum SpokenNumber {
  /// The number; infinity for one that is too long to be meant, nil for what is no number.
  static func value(of text: some StringProtocol) -> Double? {
    guard let first = text.utf8.first else { return nil }
    if (0x30...0x39).contains(first) { return digits(String(text)) }
    return first < 0x80 ? english(String(text)) : chinese(text)
  }

  private static func digits(_ text: String) -> Double? {
    // A dot or comma at the end belongs to the sentence.
    let plain = text.trimmingCharacters(in: CharacterSet(charactersIn: ".,"))
    if plain.wholeMatch(of: /[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?/) != nil {
      return Double(plain.replacing(",", with: ""))
    }
    // Two dots or a comma elsewhere: whatever it is, it isn't taken for a part of itself.
    return Double(plain) ?? .infinity
  }

  private static let small: [String: Double] = {
    let words = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ]
    var numbers = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, Double($0)) })
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for (index, word) in tens.enumerated() { numbers[word] = Double(20 + 10 * index) }
    for word in ["a", "an", "first", "last"] { numbers[word] = 1 }
    return numbers
  }()

  private static let large = ["thousand": 1e3, "million": 1e6, "billion": 1e9]

  private static func english(_ text: String) -> Double? {
    if text == "half a" { return 0.5 }
    var total = 0.0
    var group = 0.0
    for word in text.split(whereSeparator: { " -".contains($0) }).map(String.init) {
      switch word {
      case "and": break
      // "the first ten seconds": an ordinal before a number counts nothing.
      case "first", "last": group = 0
      case "hundred": group = max(group, 1) * 100
      default:
        if let factor = large[word] {
          total += max(group, 1) * factor
          group = 0
        } else if let number = small[word] {
          group = group == 1 && number == 1 ? 1 : group + number
        } else {
          return nil
        }
      }
    }
    let isOrdinalAlone = ["first", "last"].contains(text)
    return isOrdinalAlone ? 1 : total + group
  }

  private static func chinese(_ text: some StringProtocol) -> Double? {
    let digits = Array("零一二三四五六七八九")
    let places: [Character: Double] = ["十": 10, "百": 100, "千": 1000]
    let groups: [Character: Double] = ["万": 1e4, "亿": 1e8]
    var total = 0.0
    var group = 0.0
    var last: Double?
    var hasPlaces = false
    var run = 0
    for character in text {
      if let place = places[character] {
        group += (last ?? 1) * place
        (last, hasPlaces, run) = (nil, true, 0)
      } else if let factor = groups[character] {
        total = (total + group + (last ?? 0)) * factor
        (group, last, hasPlaces, run) = (0, nil, true, 0)
      } else {
        let plain: Character = character == "两" ? "二" : character == "〇" ? "零" : character
        guard let value = digits.firstIndex(of: plain) else { return nil }
        run += 1
        // Digits side by side are a number by themselves: 一二三 is 123.
        last = run > 1 && !hasPlaces ? (last ?? 0) * 10 + Double(value) : Double(value)
      }
    }
    return total + group + (last ?? 0)
  }
}
