import JSONTree

// How a segment's picture and sound are placed, how they move, and how its words look.
extension SegmentResolver {
  mutating func placement(in metadata: JSONNode?) -> Timeline.Placement {
    var placement = Timeline.Placement()
    placement.fit =
      reader.word(.fit, in: metadata, as: Timeline.Fit.self, naming: "fit") ?? .contain
    placement.x = reader.number(.centreX, in: metadata, -100...100) ?? 0.5
    placement.y = reader.number(.centreY, in: metadata, -100...100) ?? 0.5
    placement.scale = reader.number(.scale, in: metadata, 0...100) ?? 1
    placement.rotation = reader.number(.rotation, in: metadata, -360_000...360_000) ?? 0
    placement.opacity = reader.number(.opacity, in: metadata, 0...1) ?? 1
    placement.crop = crop(in: reader.object(.crop, in: metadata))
    placement.flip = reader.word(.flip, in: metadata, as: Timeline.Flip.self, naming: "flip")
    placement.fadeIn = reader.time(.fadeIn, in: metadata) ?? .zero
    placement.fadeOut = reader.time(.fadeOut, in: metadata) ?? .zero
    placement.backdrop = backdrop(in: metadata)
    return placement
  }

  /// The cut-off fractions; sides that would leave nothing are ignored, with a finding.
  private mutating func crop(in object: JSONNode?) -> Timeline.Crop {
    guard let object else { return Timeline.Crop() }
    var crop = Timeline.Crop()
    crop.left = reader.number(.cropLeft, in: object, 0...1) ?? 0
    crop.top = reader.number(.cropTop, in: object, 0...1) ?? 0
    crop.right = reader.number(.cropRight, in: object, 0...1) ?? 0
    crop.bottom = reader.number(.cropBottom, in: object, 0...1) ?? 0
    reader.noteUnread(in: object, scope: .crop)
    guard crop.left + crop.right < 1, crop.top + crop.bottom < 1 else {
      reader.report(
        Finding(
          .outOfRange, .error, at: object, "the crop leaves nothing of the picture",
          advice: "it is ignored"))
      return Timeline.Crop()
    }
    return crop
  }

  private mutating func backdrop(in metadata: JSONNode?) -> Timeline.Backdrop? {
    guard let field = reader.field(.backdrop, in: metadata) else { return nil }
    if field.node.stringValue == "blur" { return .blur }
    return reader.color(.backdrop, in: metadata).map { .color($0) }
  }

  mutating func sound(in metadata: JSONNode?) -> Timeline.Sound {
    Timeline.Sound(
      volume: reader.number(.volume, in: metadata, 0...10) ?? 1,
      fadeIn: draftTime(.fadeIn, in: metadata), fadeOut: draftTime(.fadeOut, in: metadata),
      isMuted: reader.boolean(.muted, in: metadata) ?? false,
      pan: reader.number(.pan, in: metadata, -1...1) ?? 0,
      duck: reader.number(.duck, in: metadata, 0...1) ?? 0)
  }

  /// A time that `placement(in:)` has read, and reported on, already.
  private func draftTime(_ key: DraftKey, in metadata: JSONNode?) -> Milliseconds {
    var quiet = FieldReader(keys: reader.keys)
    return quiet.time(key, in: metadata) ?? .zero
  }

  mutating func keyframes(in metadata: JSONNode?) -> [Timeline.Keyframe] {
    guard let array = reader.array(.keyframes, in: metadata) else { return [] }
    var keyframes: [Timeline.Keyframe] = []
    for node in array.elements {
      guard node.kind == .object else {
        reader.report(
          Finding(.wrongType, .error, at: node, "a keyframe is \(node.kind.phrase)"))
        continue
      }
      guard let at = reader.time(.keyframeTime, in: node) else {
        if reader.keys.field(.keyframeTime, in: node) == nil {
          reader.report(
            Finding(.missingMember, .error, at: node, "the keyframe has no \"at\""))
        }
        continue
      }
      keyframes.append(
        Timeline.Keyframe(
          at: at, x: reader.number(.keyframeX, in: node, -100...100),
          y: reader.number(.keyframeY, in: node, -100...100),
          scale: reader.number(.keyframeScale, in: node, 0...100),
          rotation: reader.number(.keyframeRotation, in: node, -360_000...360_000),
          opacity: reader.number(.keyframeOpacity, in: node, 0...1),
          volume: reader.number(.keyframeVolume, in: node, 0...10),
          ease: reader.word(.keyframeEase, in: node, as: Timeline.Ease.self, naming: "ease")
            ?? .linear))
      reader.noteUnread(in: node, scope: .keyframe)
    }
    // Later entries of equal time stay later: the last word at an instant counts.
    return keyframes.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }

  mutating func kenBurns(in metadata: JSONNode?) -> Timeline.KenBurns? {
    guard let object = reader.object(.kenBurns, in: metadata) else { return nil }
    let from = pose(reader.object(.kenBurnsFrom, in: object))
    let to = pose(reader.object(.kenBurnsTo, in: object))
    reader.noteUnread(in: object, scope: .kenBurns)
    return Timeline.KenBurns(from: from, to: to)
  }

  private mutating func pose(_ object: JSONNode?) -> Timeline.KenBurns.Pose {
    let pose = Timeline.KenBurns.Pose(
      x: reader.number(.poseX, in: object, -100...100) ?? 0.5,
      y: reader.number(.poseY, in: object, -100...100) ?? 0.5,
      scale: reader.number(.poseScale, in: object, 0...100) ?? 1)
    reader.noteUnread(in: object, scope: .kenBurnsPose)
    return pose
  }

  mutating func transition(in metadata: JSONNode?) -> Timeline.Transition? {
    guard let object = reader.object(.transition, in: metadata) else { return nil }
    reader.noteUnread(in: object, scope: .transition)
    guard
      let kind = reader.word(
        .transitionType, in: object, as: Timeline.TransitionKind.self, naming: "transition")
    else {
      if reader.keys.field(.transitionType, in: object) == nil {
        reader.report(
          Finding(.missingMember, .error, at: object, "the transition has no \"type\""))
      }
      return nil
    }
    guard let length = reader.time(.transitionDuration, in: object) else {
      if reader.keys.field(.transitionDuration, in: object)?.node.isNull ?? true {
        reader.report(
          Finding(
            .missingMember, .error, at: object, "the transition has no \"d\" (duration)",
            advice: "it is left out"))
      }
      return nil
    }
    guard length > .zero else {
      reader.report(
        Finding(
          .emptyTransition, .warning, at: object, "the transition lasts 0 ms",
          advice: "it is left out; remove it or give it a length"),
        fix: Fix(
          .emptyTransition, at: object.pointer, [.remove(object.pointer)],
          summary: "removed the transition that lasts 0 ms"))
      return nil
    }
    return Timeline.Transition(kind: kind, length: length)
  }

  mutating func effects(in metadata: JSONNode?) -> [Timeline.Effect] {
    guard let array = reader.array(.effects, in: metadata) else { return [] }
    var effects: [Timeline.Effect] = []
    for node in array.elements {
      guard node.kind == .object else {
        reader.report(Finding(.wrongType, .error, at: node, "an effect is \(node.kind.phrase)"))
        continue
      }
      reader.noteUnread(in: node, scope: .effect)
      guard
        let kind = reader.word(
          .effectType, in: node, as: Timeline.EffectKind.self, naming: "effect")
      else {
        if reader.keys.field(.effectType, in: node)?.node.isNull ?? true {
          reader.report(Finding(.missingMember, .error, at: node, "the effect has no \"type\""))
        }
        continue
      }
      guard let amount = reader.number(.effectAmount, in: node, kind.range) else {
        if reader.keys.field(.effectAmount, in: node)?.node.isNull ?? true {
          reader.report(
            Finding(.missingMember, .warning, at: node, "the effect has no \"amount\""))
        }
        continue
      }
      effects.append(Timeline.Effect(kind: kind, amount: amount))
    }
    return effects
  }

  mutating func textStyle(in object: JSONNode?) -> Timeline.TextStyle {
    var style = Timeline.TextStyle()
    guard let object else { return style }
    style.font = reader.string(.font, in: object)
    style.size = reader.number(.fontSize, in: object, 1...2000) ?? style.size
    style.color = reader.color(.textColor, in: object) ?? style.color
    style.weight = weight(in: object)
    style.isItalic = reader.boolean(.italic, in: object) ?? false
    style.alignment =
      reader.word(.alignment, in: object, as: Timeline.Alignment.self, naming: "alignment")
      ?? .center
    style.lineHeight = reader.number(.lineHeight, in: object, 0.1...10)
    style.background = reader.color(.textBackground, in: object)
    if let stroke = reader.object(.stroke, in: object) {
      style.stroke = Timeline.TextStyle.Stroke(
        color: reader.color(.strokeColor, in: stroke) ?? .black,
        width: reader.number(.strokeWidth, in: stroke, 0...200) ?? 2)
      reader.noteUnread(in: stroke, scope: .stroke)
    }
    if let shadow = reader.object(.shadow, in: object) {
      style.shadow = Timeline.TextStyle.Shadow(
        color: reader.color(.shadowColor, in: shadow) ?? .black,
        dx: reader.number(.shadowX, in: shadow, -1000...1000) ?? 0,
        dy: reader.number(.shadowY, in: shadow, -1000...1000) ?? 0,
        blur: reader.number(.shadowBlur, in: shadow, 0...200) ?? 0)
      reader.noteUnread(in: shadow, scope: .shadow)
    }
    reader.noteUnread(in: object, scope: .style)
    return style
  }

  /// A number from 100 to 1000, or one of the two words that stylesheets made common.
  private mutating func weight(in object: JSONNode) -> Int {
    guard let field = reader.field(.fontWeight, in: object) else { return 400 }
    switch field.node.stringValue {
    case "bold": return 700
    case "normal", "regular": return 400
    default: return Int(reader.number(.fontWeight, in: object, 100...1000) ?? 400)
    }
  }
}
