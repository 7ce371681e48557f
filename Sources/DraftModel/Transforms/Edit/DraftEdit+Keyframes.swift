import JSONTree

// Keyframes are counted from the segment's start, so they move when the start does.
extension DraftEdit {
  /// An approximation that is nearer than this share of a change is as good as exact: it is less than a pixel of a
  /// motion across a preview.
  private static let visibleError = 0.001

  /// Keeps the keyframes within `window`, counted from its start, and puts keyframes at its ends where the
  /// motion went on beyond them.
  ///
  /// The motion within the window is what it was where an ease goes on along a part of itself; elsewhere straight pieces
  /// follow it, and that is reported.
  mutating func cutKeyframes(
    of segment: Timeline.Segment, to window: TimeSpan
  ) throws(TransformError) {
    guard let array = keyframeArray(of: segment) else { return }
    let isMoved = window.start != .zero
    guard isMoved || segment.keyframes.contains(where: { $0.at > window.end }) else { return }
    let cut = KeyframeCut(of: segment.keyframes, to: window)
    var times: [Milliseconds?] = []
    for node in array.elements {
      let at = time(.keyframeTime, in: node.pointer)
      times.append(at)
      guard let at else { continue }
      if at < window.start || at > window.end {
        remove(element: node.pointer)
      } else {
        set(.keyframeTime, in: node.pointer, to: at - window.start)
      }
    }
    var additions = cut.additions
    reshape(array, times, cut, window, adding: &additions)
    insert(additions, into: array, times: times.map { $0.map { $0 - window.start } })
    if cut.error > Self.visibleError {
      let percent = (cut.error * 1000).rounded(.up) / 10
      say(
        "\(segment.label ?? "a segment"): no ease goes on along a part of the eased motion, so straight pieces "
          + "follow it, at most \(percent)% of the change beside it")
    }
  }

  /// Gives the keyframes before the window's end the eases of what is left of their ways.
  private mutating func reshape(
    _ array: JSONNode, _ times: [Milliseconds?], _ cut: KeyframeCut, _ window: TimeSpan,
    adding additions: inout [KeyframeCut.Addition]
  ) {
    for (index, node) in array.elements.enumerated() {
      guard let at = times[index] else { continue }
      let carried = KeyframedProperty.all.filter { draft.keys.field($0.key, in: node) != nil }
      let eased = cut.eases.filter { ease in
        // The last of several keyframes at one time rules.
        ease.at == at
          && array.elements.indices.last {
            times[$0] == at && draft.keys.field(ease.property.key, in: array.elements[$0]) != nil
          } == index
      }
      guard let first = eased.first else { continue }
      if eased.count == carried.count, eased.allSatisfy({ $0.ease == first.ease }) {
        set(.keyframeEase, in: node.pointer, to: .string(first.ease.rawValue))
        continue
      }
      // One keyframe has one ease, so the properties that now need another get a keyframe of their own.
      for ease in eased {
        var reader = FieldReader(keys: draft.keys)
        guard let value = reader.number(ease.property.key, in: node, -1e9...1e9) else { continue }
        clear(ease.property.key, in: node.pointer)
        additions.append(
          KeyframeCut.Addition(
            key: ease.property.key,
            point: EasedStretch.Point(at: at - window.start, value: value, ease: ease.ease)))
      }
    }
  }

  /// Puts in keyframes, those of one time and ease as one.
  ///
  /// - Parameter times: The times of the elements there are, from where the keyframes will be counted from.
  private mutating func insert(
    _ additions: [KeyframeCut.Addition], into array: JSONNode, times: [Milliseconds?]
  ) {
    for (place, members) in Self.keyframes(of: additions) {
      let index = times.firstIndex { $0.map { $0 > place } ?? false } ?? times.count
      insert(.object(members), into: array.pointer, at: index)
    }
  }

  /// The keyframes that set the additions' values, in order of time.
  private static func keyframes(
    of additions: [KeyframeCut.Addition]
  ) -> [(at: Milliseconds, members: [JSONMember])] {
    let groups = Dictionary(grouping: additions) { [$0.point.at.rawValue, Int64($0.point.ease.order)] }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { _, group in
      guard let first = group.first?.point else { return nil }
      var members = [JSONMember(DraftKey.keyframeTime.canonical, .milliseconds(first.at))]
      members += group.map { JSONMember($0.key.canonical, .rounded($0.point.value)) }
      if first.ease != .linear {
        members.append(JSONMember(DraftKey.keyframeEase.canonical, .string(first.ease.rawValue)))
      }
      return (first.at, members)
    }
  }

  /// Adds keyframes to a segment, which may have none.
  mutating func addKeyframes(
    _ additions: [KeyframeCut.Addition], to segment: Timeline.Segment
  ) throws(TransformError) {
    guard !additions.isEmpty else { return }
    if let array = keyframeArray(of: segment), array.kind == .array {
      return insert(
        additions, into: array, times: array.elements.map { time(.keyframeTime, in: $0.pointer) })
    }
    set(
      .keyframes, in: try metadata(of: segment.pointer),
      to: .array(Self.keyframes(of: additions).map { .object($0.members) }))
  }

  /// Spreads or squeezes the keyframes with the segment.
  mutating func scaleKeyframes(
    of segment: Timeline.Segment, by factor: Ratio
  ) {
    guard let array = keyframeArray(of: segment) else { return }
    for node in array.elements {
      guard let at = time(.keyframeTime, in: node.pointer) else { continue }
      set(.keyframeTime, in: node.pointer, to: at.scaled(by: factor))
    }
  }

  private func keyframeArray(of segment: Timeline.Segment) -> JSONNode? {
    guard let metadata = field(.segmentMetadata, in: segment.pointer)?.node else { return nil }
    return draft.keys.field(.keyframes, in: metadata).map(\.node)
  }
}

extension Timeline.Ease {
  /// A place among the eases, for order.
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Milliseconds {
  /// The product, rounded half up.
  func scaled(by factor: Ratio) -> Milliseconds {
    Milliseconds(rawValue.scaled(by: factor.numerator, over: factor.denominator))
  }
}
