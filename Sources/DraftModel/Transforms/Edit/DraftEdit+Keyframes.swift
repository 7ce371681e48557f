import JSONTree

// Keyframes are counted from the segment's start, so they move when the start does.
extension DraftEdit {
  /// Keeps the keyframes within `window`, counted from its start, and puts keyframes at its ends where the
  /// motion went on beyond them.
  ///
  /// A stretch that is not linear has another shape once it is cut; that is said.
  mutating func cutKeyframes(
    of segment: Timeline.Segment, to window: TimeSpan
  ) throws(TransformError) {
    guard let array = keyframeArray(of: segment) else { return }
    let isMoved = window.start != .zero
    let before = segment.keyframes.contains { $0.at < window.start }
    let after = segment.keyframes.contains { $0.at > window.end }
    guard isMoved || after else { return }
    for node in array.elements {
      guard let at = time(.keyframeTime, in: node.pointer) else { continue }
      if at < window.start || at > window.end {
        remove(element: node.pointer)
      } else {
        set(.keyframeTime, in: node.pointer, to: at - window.start)
      }
    }
    if before { insertBoundary(of: segment, at: window.start, as: .zero, into: array, index: 0) }
    if after {
      insertBoundary(
        of: segment, at: window.end, as: window.length, into: array, index: array.count)
    }
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

  private mutating func insertBoundary(
    of segment: Timeline.Segment, at time: Milliseconds, as newTime: Milliseconds,
    into array: JSONNode, index: Int
  ) {
    // A keyframe that stands exactly at the boundary says all there is to say about its properties.
    let standing = segment.keyframes.filter { $0.at == time }
    var members = [
      JSONMember(
        DraftKey.keyframeTime.canonical, .number(JSONNumber(newTime.rawValue)))
    ]
    var eases: Set<Timeline.Ease> = []
    for property in KeyframedProperty.all
    where !standing.contains(where: { $0[keyPath: property.path] != nil }) {
      guard let sample = property.sample(of: segment.keyframes, at: time) else { continue }
      members.append(JSONMember(property.key.canonical, .rounded(sample.value)))
      if let ease = sample.ease { eases.insert(ease) }
    }
    guard members.count > 1 else { return }
    let isExact = eases.isSubset(of: [.linear, .hold]) && eases.count < 2
    if let ease = eases.first, isExact, ease != .linear {
      members.append(JSONMember(DraftKey.keyframeEase.canonical, .string(ease.rawValue)))
    }
    if !isExact {
      say("\(segment.label ?? "a segment"): an eased motion was cut and runs evenly to the cut")
    }
    insert(.object(members), into: array.pointer, at: index)
  }
}

/// A value that keyframes can set.
private struct KeyframedProperty {
  let key: DraftKey
  let path: any KeyPath<Timeline.Keyframe, Double?> & Sendable

  static let all = [
    KeyframedProperty(key: .keyframeX, path: \.x), KeyframedProperty(key: .keyframeY, path: \.y),
    KeyframedProperty(key: .keyframeScale, path: \.scale),
    KeyframedProperty(key: .keyframeRotation, path: \.rotation),
    KeyframedProperty(key: .keyframeOpacity, path: \.opacity),
    KeyframedProperty(key: .keyframeVolume, path: \.volume),
  ]

  /// The value at a time, and the ease of the stretch it lies on; nothing where no keyframe sets it.
  func sample(
    of keyframes: [Timeline.Keyframe], at time: Milliseconds
  ) -> (value: Double, ease: Timeline.Ease?)? {
    let setting = keyframes.filter { $0[keyPath: path] != nil }
    guard let first = setting.first, let firstValue = first[keyPath: path] else { return nil }
    guard let earlier = setting.last(where: { $0.at <= time }), let from = earlier[keyPath: path]
    else { return (firstValue, nil) }
    guard let later = setting.first(where: { $0.at > time }), let to = later[keyPath: path] else {
      return (from, nil)
    }
    let share = Double((time - earlier.at).rawValue) / Double((later.at - earlier.at).rawValue)
    return (from + (to - from) * earlier.ease.progress(share), earlier.ease)
  }
}

extension Milliseconds {
  /// The product, rounded half up.
  func scaled(by factor: Ratio) -> Milliseconds {
    Milliseconds(rawValue.scaled(by: factor.numerator, over: factor.denominator))
  }
}
