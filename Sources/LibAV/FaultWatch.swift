internal import CFFmpeg

/// Notes what is missing, damaged or changed as the pictures of a stream come.
struct FaultWatch {
  private let report: @Sendable (PictureFindings.Fault) -> Void
  private let tick: Ratio
  private let origin: MediaTime
  private let usualDuration: Int64
  private let statedSize: (width: Int32, height: Int32)
  /// Something before the next key frame could not be decoded.
  private var isDamaged = false
  /// The form of the picture given last.
  private var form: PictureFilter.Form?

  /// Watches a stream.
  ///
  /// - Parameters:
  ///   - usualDuration: How long a picture lasts if it does not say, in ticks.
  ///   - note: Called with each fault.
  init(
    _ stream: UnsafeMutablePointer<AVStream>, tick: Ratio, origin: MediaTime, usualDuration: Int64,
    note: @escaping @Sendable (PictureFindings.Fault) -> Void
  ) {
    report = note
    self.tick = tick
    self.origin = origin
    self.usualDuration = usualDuration
    let parameters = unsafe stream.pointee.codecpar.pointee
    statedSize = unsafe (parameters.width, parameters.height)
  }

  /// What a packet held is missing, from the picture before it on.
  mutating func missing(from ticks: Int64) {
    isDamaged = true
    note(.damaged, at: ticks, lasting: usualDuration &* 2)
  }

  /// No picture before this one decodes.
  func begins(at ticks: Int64, insteadOf start: Int64) {
    let (late, overflow) = ticks.subtractingReportingOverflow(start)
    if !overflow, late > 0 { note(.damaged, at: start, lasting: late) }
  }

  /// A picture is shown.
  mutating func shows(_ frame: AVFrame, at ticks: Int64) {
    let isBroken = unsafe frame.flags & AV_FRAME_FLAG_CORRUPT != 0 || frame.decode_error_flags != 0
    if unsafe frame.key_frame != 0 && !isBroken { isDamaged = false }
    if isBroken { isDamaged = true }
    if isDamaged {
      unsafe note(.damaged, at: ticks, lasting: max(frame.pkt_duration, usualDuration))
    }
    let found = unsafe PictureFilter.Form(
      format: frame.format, width: frame.width, height: frame.height)
    let isOther =
      form.map { $0 != found }
      ?? (statedSize.width > 0 && statedSize != (found.width, found.height))
    form = found
    guard isOther else { return }
    let name = unsafe av_get_pix_fmt_name(AVPixelFormat(found.format))
    let words = unsafe name.map { unsafe String(cString: $0) } ?? "unknown"
    note(
      .changed, at: ticks, lasting: nil, detail: "\(found.width)x\(found.height) \(words)")
  }

  /// The profile of a picture is not applied.
  func leavesProfile() { report(PictureFindings.Fault(.profile)) }

  /// Reading goes on elsewhere, at a key frame.
  mutating func jumps() { isDamaged = false }

  private func note(
    _ kind: PictureFindings.Fault.Kind, at ticks: Int64, lasting length: Int64?,
    detail: String? = nil
  ) {
    let start = max(MediaTime(ticks: ticks, of: tick) - origin, .zero)
    report(
      PictureFindings.Fault(
        kind, start: start, end: length.map { start + MediaTime(ticks: $0, of: tick) },
        detail: detail))
  }
}
