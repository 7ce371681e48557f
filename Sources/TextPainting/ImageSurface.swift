import CPango

/// Owns a Cairo image and the context that draws on it; clear at first.
@safe
struct ImageSurface: ~Copyable {
  /// What a pixel holds.
  enum Content {
    /// Colour and alpha.
    case colour
    /// Alpha alone.
    case coverage
  }

  let width: Int
  let height: Int
  let surface: OpaquePointer
  let cairo: OpaquePointer

  /// The corresponding C functions are `cairo_image_surface_create`, `cairo_create`.
  init(width: Int, height: Int, content: Content) throws(TextPaintingError) {
    let format = content == .colour ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_A8
    // Cairo answers failures with objects that carry a status, never with null.
    guard
      let surface = unsafe cairo_image_surface_create(
        format, CInt(clamping: width), CInt(clamping: height)),
      let cairo = unsafe cairo_create(surface)
    else { throw .drawing(operation: "make an image", status: "out of memory") }
    let status = unsafe cairo_status(cairo)
    guard status == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_destroy(cairo)
      unsafe cairo_surface_destroy(surface)
      throw Self.failure("make an image", status)
    }
    unsafe self.surface = surface
    unsafe self.cairo = cairo
    self.width = width
    self.height = height
    // The default tolerance, a tenth of a pixel, shows in slow animations.
    unsafe cairo_set_tolerance(cairo, 0.05)
    unsafe cairo_set_antialias(cairo, CAIRO_ANTIALIAS_BEST)
  }

  deinit {
    unsafe cairo_destroy(cairo)
    unsafe cairo_surface_destroy(surface)
  }

  /// Throws if anything drawn so far has failed.
  ///
  /// The corresponding C function is `cairo_status`.
  func check(_ operation: String) throws(TextPaintingError) {
    let status = unsafe cairo_status(cairo)
    guard status == CAIRO_STATUS_SUCCESS else { throw Self.failure(operation, status) }
  }

  private static func failure(_ operation: String, _ status: cairo_status_t) -> TextPaintingError {
    .drawing(operation: operation, status: unsafe String(cString: cairo_status_to_string(status)))
  }

  func setSource(_ color: RGBA) {
    unsafe cairo_set_source_rgba(
      cairo, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      Double(color.alpha) / 255)
  }

  func setMatrix(_ matrix: cairo_matrix_t) {
    var matrix = matrix
    unsafe cairo_set_matrix(cairo, &matrix)
  }

  func fill(_ rectangle: Rectangle) {
    guard !rectangle.isEmpty else { return }
    unsafe cairo_rectangle(
      cairo, rectangle.minX, rectangle.minY, rectangle.width, rectangle.height)
    unsafe cairo_fill(cairo)
  }

  /// Paints the current source through `mask`, whose first pixel goes to column `x` of row `y`.
  func paint(through mask: borrowing ImageSurface, x: Int, y: Int) {
    unsafe cairo_identity_matrix(cairo)
    unsafe cairo_mask_surface(cairo, mask.surface, Double(x), Double(y))
  }
}
