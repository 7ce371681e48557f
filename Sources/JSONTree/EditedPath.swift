/// The way to a value through opened containers, by which new text finds the style of its
/// surroundings.
struct EditedPath {
  struct Step {
    let container: EditedContainer
    let position: Int
  }

  /// From the root's container to the one that holds the value, or will hold it; empty for the
  /// root.
  let steps: [Step]

  init(steps: [Step] = []) { self.steps = steps }

  func appending(_ container: EditedContainer, _ position: Int) -> EditedPath {
    EditedPath(steps: steps + [Step(container: container, position: position)])
  }

  /// How a new value at this place is spread: as the value that it replaces, else as the containers
  /// beside it, of its own kind first, else as the container around it.
  func layout(for value: JSONValue, root: EditedValue) -> JSONLayout {
    switch value {
    case .object: layout(isObject: true, root: root)
    case .array: layout(isObject: false, root: root)
    default: .compact
    }
  }

  /// The spacing of `container`, which stands at this place, completed for one more child.
  func settledSpacing(of container: EditedContainer) -> JSONSpacing {
    guard var spacing = container.spacing else {
      return JSONSpacing(layout(isObject: container.isObject, root: nil))
    }
    if spacing.separator == nil {
      spacing.separator = spacing.lineBreak ?? gap(colon: spacing.colon)[...]
    }
    return spacing
  }

  private func layout(isObject: Bool, root: EditedValue?) -> JSONLayout {
    guard let step = steps.last else {
      return root?.spacing.map { layout(like: $0, on: []) } ?? .compact
    }
    if let template = step.neighbour(isObject: isObject) {
      return layout(like: template, on: lineBreak(upTo: steps.count))
    }
    if let spacing = step.container.spacing {
      var layout = layout(like: spacing, on: lineBreak(upTo: steps.count - 1))
      if layout.lineBreak != nil { layout.lineBreak = Array(lineBreak(upTo: steps.count)) }
      return layout
    }
    // The container is empty; it will be laid out as one that is put in its place, and this within
    // it.
    var outer = EditedPath(steps: steps.dropLast())
      .layout(isObject: step.container.isObject, root: root)
    if let lineBreak = outer.lineBreak { outer.lineBreak = lineBreak + outer.unit }
    return outer
  }

  /// The layout of a container that is spaced like `template`, which begins on a line that `base`
  /// begins.
  private func layout(like template: JSONSpacing, on base: ArraySlice<UInt8>) -> JSONLayout {
    let colon = template.colon ?? nearest { $0.colon }
    guard let inner = template.lineBreak else {
      return JSONLayout(
        lineBreak: nil, colon: Array(colon ?? [UInt8(ascii: ":")]),
        gap: Array(template.separator ?? gap(colon: colon)[...]), padding: Array(template.opening))
    }
    let isDeeper = inner.starts(with: base) && inner.count > base.count
    let outer = base.isEmpty ? inner.prefix { !$0.isIndentation } : base
    return JSONLayout(
      lineBreak: Array(outer),
      unit: isDeeper ? Array(inner.dropFirst(outer.count)) : Array("  ".utf8),
      colon: Array(colon ?? Array(": ".utf8)[...]))
  }

  /// The line break and indentation of the line on which the value at the first `count` steps
  /// begins; empty if that is the document's first line.
  private func lineBreak(upTo count: Int) -> ArraySlice<UInt8> {
    for step in steps.prefix(count).reversed() {
      let leading =
        step.position < step.container.children.count
        ? step.container.leading(ofChild: step.position)
        : step.container.spacing?.separator ?? step.container.spacing?.opening ?? []
      if let lineBreak = leading.lastLineBreak { return lineBreak }
    }
    return []
  }

  /// White space after commas on one line, guessed from that after colons where the text shows
  /// none.
  private func gap(colon: ArraySlice<UInt8>?) -> [UInt8] {
    if let shown = nearest({ $0.lineBreak == nil ? $0.separator : nil }) { return Array(shown) }
    let colon = colon ?? nearest { $0.colon }
    return colon?.last == UInt8(ascii: " ") ? [UInt8(ascii: " ")] : []
  }

  private func nearest(
    _ part: (JSONSpacing) -> ArraySlice<UInt8>?
  ) -> ArraySlice<UInt8>? {
    for step in steps.reversed() {
      if let spacing = step.container.spacing, let found = part(spacing) { return found }
    }
    return nil
  }
}

extension EditedPath.Step {
  /// The spacing of the container at this place, or of one near it among its siblings.
  fileprivate func neighbour(isObject: Bool) -> JSONSpacing? {
    let reach = 8
    let children = container.children
    let near = (0...reach).flatMap { $0 == 0 ? [position] : [position - $0, position + $0] }
      .filter { children.indices.contains($0) }
      .map { children[$0].value }
    for value in near where value.isObject == isObject {
      if let spacing = value.spacing { return spacing }
    }
    return near.lazy.compactMap(\.spacing).first
  }
}

extension UInt8 {
  fileprivate var isIndentation: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
