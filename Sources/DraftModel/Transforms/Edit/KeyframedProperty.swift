/// A value that keyframes can set.
struct KeyframedProperty {
  let key: DraftKey
  let path: any KeyPath<Timeline.Keyframe, Double?> & Sendable

  static let all = [
    KeyframedProperty(key: .keyframeX, path: \.x), KeyframedProperty(key: .keyframeY, path: \.y),
    KeyframedProperty(key: .keyframeScale, path: \.scale),
    KeyframedProperty(key: .keyframeRotation, path: \.rotation),
    KeyframedProperty(key: .keyframeOpacity, path: \.opacity),
    KeyframedProperty(key: .keyframeVolume, path: \.volume),
  ]

  /// The stretch from the last keyframe at or before `time` to the first after it, both of which set the property.
  func stretch(of keyframes: [Timeline.Keyframe], at time: Milliseconds) -> EasedStretch? {
    guard let earlier = keyframes.last(where: { sets($0) && $0.at <= time }),
      let later = keyframes.first(where: { sets($0) && $0.at > time }),
      let from = earlier[keyPath: path], let to = later[keyPath: path]
    else { return nil }
    return EasedStretch(
      span: TimeSpan(start: earlier.at, length: later.at - earlier.at), from: from, to: to,
      ease: earlier.ease)
  }

  /// The value at a time: before the first and after the last keyframe that sets it the nearest one's; `nil` if none does.
  func value(of keyframes: [Timeline.Keyframe], at time: Milliseconds) -> Double? {
    if let stretch = stretch(of: keyframes, at: time) { return stretch.value(at: time) }
    return keyframes.last { sets($0) && $0.at <= time }?[keyPath: path]
      ?? keyframes.first { sets($0) }?[keyPath: path]
  }

  /// Whether a keyframe sets the property.
  func sets(_ keyframe: Timeline.Keyframe) -> Bool { keyframe[keyPath: path] != nil }
}
