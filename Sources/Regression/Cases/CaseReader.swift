import DraftModel
import JSONTree
import MediaLibrary
import RenderPlanning

extension RegressionCase {
  /// Reads the `case.yml` of a folder.
  ///
  /// - Throws: ``CaseError`` at the first thing that cannot be understood.
  public init(folder: String) throws(CaseError) {
    let file = folder + "/" + Self.fileName
    let reader = try CaseReader(file: file)
    self.folder = folder
    self.file = file
    step = try reader.step()
    timeout = try reader.timeout()
    input = try reader.text("input") ?? "input.json"
    comparison = try reader.comparison()
    ignored = try reader.list("ignore") { (value, pointer) throws(CaseError) in
      try reader.pattern(value, at: pointer)
    }
    invariants = try reader.list("hold") { (value, pointer) throws(CaseError) in
      Asked(demand: try reader.invariant(value, at: pointer), place: reader.place(pointer))
    }
    frames = try reader.list("frames") { (value, pointer) throws(CaseError) in
      Asked(demand: try reader.time(value, at: pointer), place: reader.place(pointer))
    }
    similarity = try reader.similarity()
    size = try reader.size()
  }
}

/// Reads the members of one `case.yml`, each with its place for messages.
struct CaseReader {
  private let document: YAMLDocument

  /// No case needs a longer file.
  private static let longest = 1 << 20

  init(file: String) throws(CaseError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try WholeFile.readRegular(file, limit: Self.longest) { ForeignOwner.reason($0) }
    } catch {
      throw CaseError(reason: .unreadable(error.reason), place: FilePlace(file: file))
    }
    do throws(YAMLError) {
      document = try YAMLDocument(bytes, name: file)
    } catch {
      throw CaseError(reason: .notYAML(error.words), place: error.place)
    }
    guard case .object(let members) = document.value else {
      throw failure(.expected("names with values, such as \"recipe: recipe.yml\""), .root)
    }
    for member in members where CaseMember(rawValue: member.key) == nil {
      throw failure(.unknown(member.key, known: CaseMember.names), JSONPointer([member.key]))
    }
  }

  func place(_ pointer: JSONPointer) -> FilePlace { document.place(of: pointer) }

  func failure(_ reason: CaseError.Reason, _ pointer: JSONPointer) -> CaseError {
    CaseError(reason: reason, place: place(pointer))
  }

  /// A member's value; nothing where it is absent or `null`.
  func value(_ name: String) -> JSONValue? {
    document.value[name].flatMap { $0 == .null ? nil : $0 }
  }

  func text(_ name: String) throws(CaseError) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value, !text.isEmpty else {
      throw failure(.expected("a path"), JSONPointer([name]))
    }
    return text
  }

  func list<Element>(
    _ name: String, _ read: (JSONValue, JSONPointer) throws(CaseError) -> Element
  ) throws(CaseError) -> [Element] {
    guard let value = value(name) else { return [] }
    return try list(value, at: JSONPointer([name]), read)
  }

  func list<Element>(
    _ value: JSONValue, at pointer: JSONPointer,
    _ read: (JSONValue, JSONPointer) throws(CaseError) -> Element
  ) throws(CaseError) -> [Element] {
    guard case .array(let values) = value else { throw failure(.expected("a list"), pointer) }
    var elements: [Element] = []
    for (index, value) in values.enumerated() {
      elements.append(try read(value, pointer.appending(index)))
    }
    return elements
  }

  func step() throws(CaseError) -> RegressionCase.Asked<RegressionCase.Step> {
    let program = JSONPointer(["run"])
    switch (value("run"), try text("recipe")) {
    case (let run?, nil):
      let words = try list(run, at: program) { (value, pointer) throws(CaseError) -> String in
        switch value {
        case .string(let word) where !word.utf8.contains(0): word
        case .number(let number): number.text
        default:
          throw failure(.expected("a word, in quotes where YAML reads it as another"), pointer)
        }
      }
      guard words.first?.isEmpty == false else {
        throw failure(
          .expected("a program and its arguments, [\"python3\", \"./edit.py\"]"), program)
      }
      return .init(demand: .program(words), place: place(program))
    case (nil, let recipe?):
      return .init(demand: .recipe(recipe), place: place(JSONPointer(["recipe"])))
    default: throw failure(.notOneStep, program)
    }
  }

  func timeout() throws(CaseError) -> Milliseconds {
    guard let value = value("timeout") else { return RegressionCase.usualTimeout }
    let pointer = JSONPointer(["timeout"])
    guard case .time(let time) = try time(value, at: pointer), time > .zero,
      time <= RegressionCase.longestTimeout
    else {
      throw failure(
        .expected("a time up to \(RegressionCase.longestTimeout)s, such as 20s"), pointer)
    }
    return time
  }

  func comparison() throws(CaseError) -> Comparison {
    guard let value = value("compare") else { return .semantic }
    guard case .string(let word) = value, let comparison = Comparison(rawValue: word) else {
      let words = Comparison.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure(.expected("one of \(words)"), JSONPointer(["compare"]))
    }
    return comparison
  }

  func pattern(_ value: JSONValue, at pointer: JSONPointer) throws(CaseError) -> PlacePattern {
    guard case .string(let text) = value, let pattern = PlacePattern(text) else {
      throw failure(.expected("a JSON Pointer, in which * stands for any: /t/*/sg/*/m"), pointer)
    }
    return pattern
  }

  func time(_ value: JSONValue, at pointer: JSONPointer) throws(CaseError) -> TimeExpression {
    let text: String? =
      switch value {
      case .string(let text): text
      case .number(let number): number.text
      default: nil
      }
    guard let time = text.flatMap({ TimeExpression($0) }) else {
      throw failure(.expected("a time such as 1.5s, 500ms or 60%"), pointer)
    }
    return time
  }

  func size() throws(CaseError) -> RenderRequest.Size {
    guard let value = value("size") else { return .shortSide(360) }
    guard case .string(let text) = value, let size = RenderRequest.Size(spelling: text) else {
      throw failure(.expected("a size such as 360p, 640x360 or canvas"), JSONPointer(["size"]))
    }
    return size
  }

  /// `0.98`, or `{whole: 0.98, part: 0.8}`.
  func similarity() throws(CaseError) -> SimilarityThreshold {
    guard let value = value("similarity") else { return .usual }
    let pointer = JSONPointer(["similarity"])
    guard case .object(let members) = value else {
      return SimilarityThreshold(whole: try fraction(value, at: pointer))
    }
    var whole = SimilarityThreshold.usual.whole
    var part: Double?
    for member in members {
      let place = pointer.appending(member.key)
      switch member.key {
      case "whole": whole = try fraction(member.value, at: place)
      case "part": part = try fraction(member.value, at: place)
      default: throw failure(.unknown(member.key, known: ["whole", "part"]), place)
      }
    }
    return SimilarityThreshold(whole: whole, part: part)
  }

  private func fraction(_ value: JSONValue, at pointer: JSONPointer) throws(CaseError) -> Double {
    guard case .number(let number) = value, let fraction = number.double,
      (0...1).contains(fraction)
    else { throw failure(.expected("a number from 0 to 1"), pointer) }
    return fraction
  }
}
