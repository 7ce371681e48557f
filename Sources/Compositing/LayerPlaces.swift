import JSONTree
import RenderPlanning

/// Numbers for the segments that layers come from, and which of them are on screen.
///
/// What is kept for a layer is found by its segment: two places of one file must not take each other's decoder.
struct LayerPlaces {
  private var numbers: [JSONPointer: Int] = [:]
  private var shown: Set<Int> = []

  /// The number of a layer's segment, the same for each of its frames.
  mutating func number(of layer: Layer) -> Int {
    if let known = numbers[layer.segment] { return known }
    let number = numbers.count
    numbers[layer.segment] = number
    return number
  }

  /// Takes note of the layers that are on screen from now on.
  mutating func show(_ stack: [StackElement]) {
    shown = Set(stack.flatMap(\.layers).map { number(of: $0) })
  }

  /// Whether a segment is on screen.
  func isShown(_ number: Int) -> Bool { shown.contains(number) }
}
