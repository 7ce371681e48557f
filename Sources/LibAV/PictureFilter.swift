internal import CFFmpeg

/// A chain of FFmpeg's filters for pictures of one form; the corresponding C type is
/// `AVFilterGraph`.
@safe
struct PictureFilter: ~Copyable {
  /// What all pictures that go in have in common.
  struct Form: Hashable {
    let format: Int32
    var width: Int32
    var height: Int32

    init(format: Int32, width: Int32, height: Int32) {
      self.format = format
      self.width = width
      self.height = height
    }

    init(of frame: UnsafePointer<AVFrame>) {
      unsafe format = frame.pointee.format
      unsafe width = frame.pointee.width
      unsafe height = frame.pointee.height
    }
  }

  private let functions: roughcut_filters
  private let graph: UnsafeMutablePointer<AVFilterGraph>
  private let source: UnsafeMutablePointer<AVFilterContext>
  private let sink: UnsafeMutablePointer<AVFilterContext>

  /// Prepares a chain, spelt as for FFmpeg's `-vf`, that runs on the caller's thread.
  init(_ chain: String, for form: Form) throws(FFmpegError) {
    FFmpegLog.begin()
    guard let name = unsafe av_get_pix_fmt_name(AVPixelFormat(form.format)) else {
      throw FFmpegError(.badSetting("no such form of pixels"), operation: "av_get_pix_fmt_name")
    }
    let input = unsafe "video_size=\(form.width)x\(form.height):pix_fmt=\(String(cString: name))"
    let text = "buffer@in=\(input):time_base=1/1[in];[in]\(chain)[out];[out]buffersink@out"
    let functions = try Self.loaded()
    let graph = unsafe try allocated(functions.graph_alloc(), "avfilter_graph_alloc")
    let ends = try unsafe Self.configured(graph, text, functions)
    self.functions = functions
    unsafe source = unsafe ends.source
    unsafe sink = unsafe ends.sink
    unsafe self.graph = unsafe graph
  }

  private static func loaded() throws(FFmpegError) -> roughcut_filters {
    guard let functions = unsafe roughcut_filters_loaded() else {
      throw FFmpegError(
        .libraryMissing(name: unsafe String(cString: roughcut_filters_library())),
        operation: "dlopen")
    }
    return unsafe functions.pointee
  }

  /// Builds what `text` says and gives its two ends; frees the graph where that fails.
  private static func configured(
    _ graph: UnsafeMutablePointer<AVFilterGraph>, _ text: String, _ functions: roughcut_filters
  ) throws(FFmpegError) -> (
    source: UnsafeMutablePointer<AVFilterContext>, sink: UnsafeMutablePointer<AVFilterContext>
  ) {
    // Both stay empty, as the text leaves no end loose.
    var inputs: UnsafeMutablePointer<AVFilterInOut>?
    var outputs: UnsafeMutablePointer<AVFilterInOut>?
    defer {
      unsafe functions.inout_free(&inputs)
      unsafe functions.inout_free(&outputs)
    }
    do throws(FFmpegError) {
      unsafe graph.pointee.nb_threads = 1
      try unsafe checked(
        functions.graph_parse2(graph, text, &inputs, &outputs), "avfilter_graph_parse2")
      try unsafe checked(functions.graph_config(graph, nil), "avfilter_graph_config")
      return unsafe (
        try allocated(functions.graph_get_filter(graph, "buffer@in"), "avfilter_graph_get_filter"),
        try allocated(
          functions.graph_get_filter(graph, "buffersink@out"), "avfilter_graph_get_filter")
      )
    } catch {
      var failed: UnsafeMutablePointer<AVFilterGraph>? = unsafe graph
      unsafe functions.graph_free(&failed)
      throw error
    }
  }

  /// Puts a picture in; it stays whole and with its owner.
  func send(_ frame: UnsafeMutablePointer<AVFrame>) throws(FFmpegError) {
    try unsafe checked(
      functions.source_add_frame(source, frame, CInt(AV_BUFFERSRC_FLAG_KEEP_REF)),
      "av_buffersrc_add_frame_flags")
  }

  /// Takes a picture out, in place of what `frame` held; `false` when none is ready.
  func receive(into frame: borrowing Frame) throws(FFmpegError) -> Bool {
    frame.clear()
    let status = unsafe functions.sink_get_frame(sink, frame.native)
    if status == roughcut_AVERROR_EAGAIN || status == roughcut_AVERROR_EOF { return false }
    try checked(status, "av_buffersink_get_frame")
    return true
  }

  deinit {
    var freed: UnsafeMutablePointer<AVFilterGraph>? = unsafe graph
    unsafe functions.graph_free(&freed)
  }
}

/// A box around a filter, because arrays and optional properties hold no noncopyable values.
final class KeptPictureFilter {
  let filter: PictureFilter
  let form: PictureFilter.Form

  init(_ chain: String, for form: PictureFilter.Form) throws(FFmpegError) {
    filter = try PictureFilter(chain, for: form)
    self.form = form
  }
}
