// The one table of wire names (format rule: section 2). No other file spells a draft's key.

extension DraftKey {
  // Draft
  static let tracks = DraftKey(.draft, "t", ["tracks"])
  static let draftDuration = DraftKey(
    .draft, "d", ["duration", "duration_ms", Alias("duration_s", scale: 1000)])
  static let draftMetadata = DraftKey(.draft, "m", ["metadata", "meta"])
  static let draftIdentifier = DraftKey(.draft, "id", ["draft_id"])
  static let title = DraftKey(.draftMetadata, "title", ["name"])
  static let width = DraftKey(.draftMetadata, "width", ["w"])
  static let height = DraftKey(.draftMetadata, "height", ["h"])
  static let frameRate = DraftKey(.draftMetadata, "fps", ["frame_rate"])
  static let canvasBackground = DraftKey(.draftMetadata, "background", ["background_color"])

  // Track
  static let trackType = DraftKey(.track, "tt", ["type", "track_type"])
  static let segments = DraftKey(.track, "sg", ["segments"])
  static let trackMetadata = DraftKey(.track, "m", ["metadata", "meta"])
  static let trackIdentifier = DraftKey(.track, "id", ["track_id"])
  static let trackName = DraftKey(.trackMetadata, "name", ["label"])
  static let trackMuted = DraftKey(.trackMetadata, "muted", ["mute"])
  static let trackHidden = DraftKey(.trackMetadata, "hidden")
  static let trackVolume = DraftKey(.trackMetadata, "volume", ["vol"])

  // Segment
  static let segmentDuration = DraftKey(
    .segment, "d", ["duration", "duration_ms", Alias("duration_s", scale: 1000)])
  static let segmentStart = DraftKey(
    .segment, "s", ["st", "start", "start_ms", Alias("start_s", scale: 1000)])
  static let segmentMetadata = DraftKey(.segment, "m", ["metadata", "meta"])
  static let segmentIdentifier = DraftKey(.segment, "id", ["segment_id"])
  static let name = DraftKey(.segmentMetadata, "name", ["label", "title"])
  static let source = DraftKey(.segmentMetadata, "src", ["url", "path"])
  static let inPoint = DraftKey(
    .segmentMetadata, "in", ["source_in", "in_ms", Alias("in_s", scale: 1000)])
  static let speed = DraftKey(.segmentMetadata, "speed", ["rate"])
  static let loop = DraftKey(.segmentMetadata, "loop", ["looping"])
  static let volume = DraftKey(.segmentMetadata, "volume", ["vol"])
  static let fadeIn = DraftKey(.segmentMetadata, "fade_in", ["fadeIn"])
  static let fadeOut = DraftKey(.segmentMetadata, "fade_out", ["fadeOut"])
  static let muted = DraftKey(.segmentMetadata, "muted", ["mute"])
  static let pan = DraftKey(.segmentMetadata, "pan", ["balance"])
  static let duck = DraftKey(.segmentMetadata, "duck", ["ducking"])
  static let soundStreams = DraftKey(.segmentMetadata, "audio_stream", ["audioStream"])
  static let fit = DraftKey(.segmentMetadata, "fit", ["fit_mode"])
  static let centreX = DraftKey(.segmentMetadata, "x")
  static let centreY = DraftKey(.segmentMetadata, "y")
  static let scale = DraftKey(.segmentMetadata, "scale", ["zoom"])
  static let rotation = DraftKey(.segmentMetadata, "rotation", ["rotate"])
  static let opacity = DraftKey(.segmentMetadata, "opacity", ["alpha"])
  static let crop = DraftKey(.segmentMetadata, "crop")
  static let flip = DraftKey(.segmentMetadata, "flip")
  static let backdrop = DraftKey(.segmentMetadata, "background")
  static let text = DraftKey(.segmentMetadata, "text", ["content"])
  static let style = DraftKey(.segmentMetadata, "style", ["text_style"])
  static let maxWidth = DraftKey(.segmentMetadata, "max_width", ["maxWidth"])
  static let animation = DraftKey(.segmentMetadata, "animation")
  static let keyframes = DraftKey(.segmentMetadata, "keyframes", ["key_frames"])
  static let kenBurns = DraftKey(.segmentMetadata, "ken_burns", ["kenBurns"])
  static let transition = DraftKey(.segmentMetadata, "transition")
  static let effects = DraftKey(.segmentMetadata, "effects")

  // Text style
  static let font = DraftKey(.style, "font", ["font_family"])
  static let fontSize = DraftKey(.style, "size", ["font_size"])
  static let textColor = DraftKey(.style, "color", ["colour"])
  static let fontWeight = DraftKey(.style, "weight", ["font_weight"])
  static let italic = DraftKey(.style, "italic")
  static let alignment = DraftKey(.style, "align", ["alignment"])
  static let lineHeight = DraftKey(.style, "line_height", ["lineHeight"])
  static let textBackground = DraftKey(.style, "background", ["background_color"])
  static let stroke = DraftKey(.style, "stroke", ["outline"])
  static let shadow = DraftKey(.style, "shadow")
  static let strokeColor = DraftKey(.stroke, "color", ["colour"])
  static let strokeWidth = DraftKey(.stroke, "width")
  static let shadowColor = DraftKey(.shadow, "color", ["colour"])
  static let shadowX = DraftKey(.shadow, "dx")
  static let shadowY = DraftKey(.shadow, "dy")
  static let shadowBlur = DraftKey(.shadow, "blur")

  // Crop, motion, cut, colour
  static let cropLeft = DraftKey(.crop, "l", ["left"])
  static let cropTop = DraftKey(.crop, "t", ["top"])
  static let cropRight = DraftKey(.crop, "r", ["right"])
  static let cropBottom = DraftKey(.crop, "b", ["bottom"])
  static let keyframeTime = DraftKey(.keyframe, "at", ["time"])
  static let keyframeX = DraftKey(.keyframe, "x")
  static let keyframeY = DraftKey(.keyframe, "y")
  static let keyframeScale = DraftKey(.keyframe, "scale", ["zoom"])
  static let keyframeRotation = DraftKey(.keyframe, "rotation", ["rotate"])
  static let keyframeOpacity = DraftKey(.keyframe, "opacity", ["alpha"])
  static let keyframeVolume = DraftKey(.keyframe, "volume", ["vol"])
  static let keyframeEase = DraftKey(.keyframe, "ease", ["easing"])
  static let kenBurnsFrom = DraftKey(.kenBurns, "from")
  static let kenBurnsTo = DraftKey(.kenBurns, "to")
  static let poseX = DraftKey(.kenBurnsPose, "x")
  static let poseY = DraftKey(.kenBurnsPose, "y")
  static let poseScale = DraftKey(.kenBurnsPose, "scale", ["zoom"])
  static let transitionType = DraftKey(.transition, "type")
  static let transitionDuration = DraftKey(
    .transition, "d", ["duration", "duration_ms", Alias("duration_s", scale: 1000)])
  static let effectType = DraftKey(.effect, "type")
  static let effectAmount = DraftKey(.effect, "amount", ["intensity"])

  /// Every meaning that is read, in the order of the format's own tables.
  public static let all: [DraftKey] = [
    tracks, draftDuration, draftMetadata, draftIdentifier,
    title, width, height, frameRate, canvasBackground,
    trackType, segments, trackMetadata, trackIdentifier,
    trackName, trackMuted, trackHidden, trackVolume,
    segmentDuration, segmentStart, segmentMetadata, segmentIdentifier,
    name, source, inPoint, speed, loop, volume, fadeIn, fadeOut, muted, pan, duck,
    soundStreams, fit, centreX, centreY, scale, rotation, opacity, crop, flip, backdrop, text,
    style,
    maxWidth, animation, keyframes, kenBurns, transition, effects,
    font, fontSize, textColor, fontWeight, italic, alignment, lineHeight, textBackground,
    stroke, shadow, strokeColor, strokeWidth, shadowColor, shadowX, shadowY, shadowBlur,
    cropLeft, cropTop, cropRight, cropBottom,
    keyframeTime, keyframeX, keyframeY, keyframeScale, keyframeRotation, keyframeOpacity,
    keyframeVolume, keyframeEase, kenBurnsFrom, kenBurnsTo, poseX, poseY, poseScale,
    transitionType, transitionDuration, effectType, effectAmount,
  ]
}

/// The members of the envelope around a draft, as the service's state answer names them.
enum EnvelopeKey {
  static let code = "code"
  static let message = "message"
  static let data = "data"
  static let state = "state"
  static let draft = "draft"
  static let videoInfos = "video_infos"
  static let generatedMedia = "generated_media"
  static let canvasConfig = "canvas_config"
  /// The members of a media listing by which a source can name it, in the order they are tried.
  static let mediaNames = ["id", "hash", "cdn_url", "url", "filename"]
  /// Members of a media listing that may hold the service's own path.
  static let mediaPaths = ["path", "src", "local_path", "file_path"]
  /// The size of a listed picture, in pixels.
  static let mediaWidth = "width"
  static let mediaHeight = "height"
}
