import JSONTree
import TestSupport
import Testing

/// Random documents and random single edits: the result means what the edit says, and the text
/// outside the edit is the text that was there.
@Suite("Editing, by its laws")
struct JSONEditPropertyTests {
  @Test("Replacing a value splices its bytes", arguments: SeededGenerator.seeds(150))
  func replace(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let document = try JSONDocument(parsing: RandomDocument(seed: seed).text)
    for node in document.root.withDescendants.shuffled(using: &random).prefix(10) {
      let value = RandomDocument.value(using: &random)
      let edited = try document.applying([.replace(node.pointer, value)])
      let range = node.byteRange
      let after = document.bytes.count - range.upperBound
      #expect(edited.bytes.prefix(range.lowerBound) == document.bytes.prefix(range.lowerBound))
      #expect(edited.bytes.suffix(after) == document.bytes.suffix(after))
      #expect(edited.node(at: node.pointer)?.value == value)
      let raw = RandomDocument(seed: random.next())
      let rawEdited = try document.applying([.replaceRaw(node.pointer, raw.text)])
      let inserted = try JSONDocument(parsing: raw.text).root.bytes
      #expect(rawEdited.bytes == document.bytes.replacing(range, with: inserted))
    }
  }

  @Test("Renaming a member splices its name", arguments: SeededGenerator.seeds(100))
  func rename(seed: UInt64) throws {
    let document = try JSONDocument(parsing: RandomDocument(seed: seed).text)
    for node in document.root.withDescendants {
      guard let range = node.keyByteRange else { continue }
      let edited = try document.applying([.renameMember(node.pointer, to: "new \"name\"")])
      #expect(
        edited.bytes == document.bytes[..<range.lowerBound] + Array(#""new \"name\"""#.utf8)
          + document.bytes[range.upperBound...])
    }
  }

  @Test("Removing and inserting change one container only", arguments: SeededGenerator.seeds(150))
  func children(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let document = try JSONDocument(parsing: RandomDocument(seed: seed).text)
    let containers = document.root.withDescendants
      .filter { $0.kind == .object || $0.kind == .array }
    for container in containers.shuffled(using: &random).prefix(10) {
      let value = RandomDocument.value(using: &random)
      let position = Int.random(in: 0...container.count, using: &random)
      let insertion: JSONEdit =
        container.kind == .object
        ? .setMember(container.pointer, key: "new", value)
        : .insertElement(container.pointer, at: position, value)
      let insertedAt = container.kind == .object ? container.count : position
      let edited = try document.applying([insertion])
      try expectChange(of: container, in: document, to: edited) { children in
        children.insert(nil, at: insertedAt)
      }
      let inserted = try #require(edited.node(at: container.pointer))
      #expect(inserted.children[insertedAt].value == value)
      #expect(inserted.children[insertedAt].key == (container.kind == .object ? "new" : nil))

      // What is put in and taken out again leaves the document as it was.
      let undone = try edited.applying([.remove(inserted.children[insertedAt].pointer)])
      if container.count > 0 {
        #expect(undone.bytes == document.bytes)
      } else {
        #expect(undone.root.value == document.root.value)
      }

      guard container.count > 0 else { continue }
      let victim = Int.random(in: 0..<container.count, using: &random)
      let shorter = try document.applying([.remove(container.children[victim].pointer)])
      try expectChange(of: container, in: document, to: shorter) { children in
        children.remove(at: victim)
      }
    }
  }

  @Test("Moving is removing and adding the same text", arguments: SeededGenerator.seeds(150))
  func move(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let document = try JSONDocument(parsing: RandomDocument(seed: seed).text)
    let all = document.root.withDescendants
    let containers = all.filter { $0.kind == .object || $0.kind == .array }
    for node in all.dropFirst().shuffled(using: &random).prefix(10) {
      let removed = try document.applying([.remove(node.pointer)])
      guard
        let container = containers.randomElement(using: &random).flatMap({
          removed.node(at: $0.pointer)
        }), container.kind == .object || container.kind == .array,
        !node.pointer.isPrefix(of: container.pointer)
      else { continue }
      let target = container.pointer.appending(container.kind == .object ? "new" : "0")
      let moved = try document.applying([.move(from: node.pointer, to: target)])
      let added = try removed.applying([.add(target, node.value)])
      #expect(moved.root.value == added.root.value)
      #expect(moved.node(at: target)?.bytes.elementsEqual(node.bytes) == true)
    }
  }

  /// Expects the texts around the container to be equal, and the children's texts to be those of
  /// before, changed by `change`; nil stands for a new child.
  private func expectChange(
    of container: JSONNode, in document: JSONDocument, to edited: JSONDocument,
    by change: (inout [ArraySlice<UInt8>?]) -> Void
  ) throws {
    let changed = try #require(edited.node(at: container.pointer))
    #expect(
      edited.bytes[..<changed.byteRange.lowerBound]
        == document.bytes[..<container.byteRange.lowerBound])
    #expect(
      edited.bytes[changed.byteRange.upperBound...].elementsEqual(
        document.bytes[container.byteRange.upperBound...]))
    var expected = container.children.map { $0.textWithName(in: document) as ArraySlice<UInt8>? }
    change(&expected)
    #expect(changed.count == expected.count)
    for (child, text) in zip(changed.children, expected) {
      if let text { #expect(child.textWithName(in: edited).elementsEqual(text)) }
    }
  }
}

extension JSONNode {
  fileprivate var children: [JSONNode] { members.map(\.value) + Array(elements) }

  fileprivate func textWithName(in document: JSONDocument) -> ArraySlice<UInt8> {
    document.bytes[(keyByteRange ?? byteRange).lowerBound..<byteRange.upperBound]
  }
}

extension [UInt8] {
  fileprivate func replacing(_ range: Range<Int>, with bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result = self
    result.replaceSubrange(range, with: bytes)
    return result
  }
}
