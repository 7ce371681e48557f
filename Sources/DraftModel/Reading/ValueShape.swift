/// What kind of value a key takes; the ranges are those the reader holds values to.
public enum ValueShape: Hashable, Sendable {
  /// A time or a length, in milliseconds unless the spelling has another unit.
  case time
  /// A number within bounds.
  case number(ClosedRange<Double>)
  /// A number of frames a second, 1 to 240.
  case frameRate
  /// The number of a track type, or its word; others than the known are kept.
  case trackType
  /// `true` or `false`.
  case boolean
  /// Text.
  case string
  /// One of some words.
  case word([String])
  /// `#rgb`, `#rrggbb` or `#rrggbbaa`.
  case color
  /// A colour, or the word `blur`.
  case backdrop
  /// A number from 100 to 1000, `normal`, `regular` or `bold`.
  case weight
  /// An object with members of a scope.
  case object(DraftScope)
  /// An array of objects with members of a scope.
  case array(DraftScope)
}

extension DraftKey {
  /// What kind of value the key takes (format section 2).
  public var shape: ValueShape {
    switch scope {
    case .draft, .track, .segment: structuralShape
    case .draftMetadata: draftMetadataShape
    case .trackMetadata: trackMetadataShape
    case .segmentMetadata: segmentMetadataShape
    case .style, .stroke, .shadow: textShape
    case .crop: .number(0...1)
    case .keyframe, .kenBurns, .kenBurnsPose: motionShape
    case .transition:
      self == .transitionType ? Self.words(Timeline.TransitionKind.self) : .time
    case .effect: self == .effectType ? Self.words(Timeline.EffectKind.self) : .number(-1...100)
    }
  }

  private var structuralShape: ValueShape {
    switch self {
    case .tracks: .array(.track)
    case .segments: .array(.segment)
    case .draftMetadata: .object(.draftMetadata)
    case .trackMetadata: .object(.trackMetadata)
    case .segmentMetadata: .object(.segmentMetadata)
    case .trackType: .trackType
    case .draftDuration, .segmentDuration, .segmentStart: .time
    default: .string
    }
  }

  private var draftMetadataShape: ValueShape {
    switch self {
    case .width, .height: .number(16...8192)
    case .frameRate: .frameRate
    case .canvasBackground: .color
    default: .string
    }
  }

  private var trackMetadataShape: ValueShape {
    switch self {
    case .trackMuted, .trackHidden: .boolean
    case .trackVolume: .number(0...10)
    default: .string
    }
  }

  private var segmentMetadataShape: ValueShape {
    switch self {
    case .inPoint, .fadeIn, .fadeOut: .time
    case .loop, .muted: .boolean
    case .speed: .number(0.1...16)
    case .volume: .number(0...10)
    case .pan: .number(-1...1)
    case .duck, .opacity: .number(0...1)
    case .centreX, .centreY: .number(-100...100)
    case .scale: .number(0...100)
    case .rotation: .number(-360_000...360_000)
    case .maxWidth: .number(0.01...10)
    case .fit: Self.words(Timeline.Fit.self)
    case .flip: Self.words(Timeline.Flip.self)
    case .animation: Self.words(Timeline.TextAnimation.self)
    case .backdrop: .backdrop
    case .crop: .object(.crop)
    case .style: .object(.style)
    case .kenBurns: .object(.kenBurns)
    case .transition: .object(.transition)
    case .keyframes: .array(.keyframe)
    case .effects: .array(.effect)
    default: .string
    }
  }

  private var textShape: ValueShape {
    switch self {
    case .fontSize: .number(1...2000)
    case .textColor, .textBackground, .strokeColor, .shadowColor: .color
    case .fontWeight: .weight
    case .italic: .boolean
    case .alignment: Self.words(Timeline.Alignment.self)
    case .lineHeight: .number(0.1...10)
    case .stroke: .object(.stroke)
    case .shadow: .object(.shadow)
    case .strokeWidth, .shadowBlur: .number(0...200)
    case .shadowX, .shadowY: .number(-1000...1000)
    default: .string
    }
  }

  private var motionShape: ValueShape {
    switch self {
    case .keyframeTime: .time
    case .keyframeEase: Self.words(Timeline.Ease.self)
    case .keyframeScale, .poseScale: .number(0...100)
    case .keyframeRotation: .number(-360_000...360_000)
    case .keyframeOpacity: .number(0...1)
    case .keyframeVolume: .number(0...10)
    case .kenBurnsFrom, .kenBurnsTo: .object(.kenBurnsPose)
    default: .number(-100...100)
    }
  }

  private static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> ValueShape
  where Word.RawValue == String {
    .word(Word.allCases.map(\.rawValue))
  }
}
