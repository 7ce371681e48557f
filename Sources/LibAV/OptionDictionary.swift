internal import CFFmpeg

/// Options for a call of FFmpeg; the corresponding C type is `AVDictionary`.
@safe
struct OptionDictionary: ~Copyable {
  var native: OpaquePointer?

  init(_ options: [(String, String)] = []) throws(FFmpegError) {
    unsafe native = nil
    for (name, value) in options { try set(name, value) }
  }

  mutating func set(_ name: String, _ value: String) throws(FFmpegError) {
    try unsafe checked(av_dict_set(&native, name, value, 0), "av_dict_set")
  }

  /// Throws when the call left options over: those are mistakes in our settings.
  func requireAllUsed(by operation: String) throws(FFmpegError) {
    let names = unsafe Self.entries(of: native).map(\.key)
    guard names.isEmpty else { throw FFmpegError(.unknownOptions(names), operation: operation) }
  }

  /// The members of a dictionary in its own order.
  static func entries(of dictionary: OpaquePointer?) -> [(key: String, value: String)] {
    var entries: [(key: String, value: String)] = []
    var entry = unsafe av_dict_get(dictionary, "", nil, AV_DICT_IGNORE_SUFFIX)
    while let current = unsafe entry {
      if let key = unsafe current.pointee.key, let value = unsafe current.pointee.value {
        unsafe entries.append((String(cString: key), String(cString: value)))
      }
      unsafe entry = unsafe av_dict_get(dictionary, "", current, AV_DICT_IGNORE_SUFFIX)
    }
    return entries
  }

  deinit {
    var dictionary = unsafe native
    unsafe av_dict_free(&dictionary)
  }
}
