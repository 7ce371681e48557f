import CPango

extension ImageSurface {
  /// Blurs a surface of coverage by a Gaussian of `sigma` pixels.
  func blur(sigma: Double) {
    guard sigma > 0 else { return }
    unsafe cairo_surface_flush(surface)
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    guard let base = unsafe cairo_image_surface_get_data(surface) else { return }
    let bytes = unsafe UnsafeMutableBufferPointer(start: base, count: stride * height)
    unsafe GaussianBlur(sigma: sigma).apply(
      to: bytes, width: width, height: height, stride: stride)
    unsafe cairo_surface_mark_dirty(surface)
  }

  /// The columns and rows of a colour surface that aren't wholly clear.
  func markedPixels() -> PixelRectangle {
    unsafe cairo_surface_flush(surface)
    guard let base = unsafe cairo_image_surface_get_data(surface) else { return .empty }
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    var marked = PixelRectangle(minX: width, minY: height, maxX: 0, maxY: 0)
    for y in 0..<height {
      let row = unsafe Self.words(of: base + y * stride, count: width)
      guard let first = unsafe row.firstIndex(where: { $0 != 0 }),
        let last = unsafe row.lastIndex(where: { $0 != 0 })
      else { continue }
      marked.minX = min(marked.minX, first)
      marked.maxX = max(marked.maxX, last + 1)
      marked.minY = min(marked.minY, y)
      marked.maxY = y + 1
    }
    return marked.isEmpty ? .empty : marked
  }

  /// The pixels of `part` of a colour surface as premultiplied RGBA bytes.
  ///
  /// Cairo's words are alpha, red, green, blue from the highest byte to the lowest, in the
  /// machine's byte order.
  func pixels(of part: PixelRectangle) -> [UInt8] {
    unsafe cairo_surface_flush(surface)
    guard let base = unsafe cairo_image_surface_get_data(surface) else { return [] }
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    let count = part.width * part.height * 4
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      let output = UnsafeMutableRawBufferPointer(buffer)
      var offset = 0
      for y in part.minY..<part.maxY {
        let row = unsafe Self.words(of: base + y * stride, count: width)
        for x in part.minX..<part.maxX {
          let word = unsafe row[x]
          let rgba = (word << 8 | word >> 24).bigEndian
          unsafe output.storeBytes(of: rgba, toByteOffset: offset, as: UInt32.self)
          offset += 4
        }
      }
      initializedCount = count
    }
  }

  /// A row of a colour surface, whose rows Cairo aligns to words.
  private static func words(
    of row: UnsafeMutablePointer<UInt8>, count: Int
  ) -> UnsafeBufferPointer<UInt32> {
    unsafe UnsafeBufferPointer(
      start: UnsafeRawPointer(row).assumingMemoryBound(to: UInt32.self), count: count)
  }
}
