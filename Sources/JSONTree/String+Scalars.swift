// Swift's own equality of strings is canonical equivalence, by which "é" in one scalar and in two
// are equal. To JSON they are different names and different texts.
extension String {
  func hasSameScalars(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  func hashScalars(into hasher: inout Hasher) {
    var text = self
    hasher.combine(utf8.count)
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
