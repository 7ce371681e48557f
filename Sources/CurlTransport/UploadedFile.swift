import CCurl
import Foundation
import HTTPTransport

/// A file of a form, read by curl piece by piece; its length is settled when it's opened.
///
/// It is the context of curl's callbacks, which run on the transfer loop's thread alone. curl's own reader of files
/// sends fewer bytes than it announced if the file becomes shorter meanwhile, and then waits for an answer.
final class UploadedFile {
  private let path: String
  private let descriptor: CInt
  private let size: Int64
  private var offset: Int64 = 0

  /// Why reading ended early; nil as long as it didn't.
  private(set) var failure: TransportError?

  /// - Throws: ``TransportError/unreadableFile(path:)`` if it can't be opened, or isn't a regular file.
  init(path: String) throws(TransportError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadableFile(path: path) }
    guard let status = FileStatus(of: descriptor), status.isRegular else {
      close(descriptor)
      throw .unreadableFile(path: path)
    }
    self.path = path
    self.descriptor = descriptor
    size = status.size
  }

  deinit { close(descriptor) }

  /// Makes a part of a form read from this file, which must live as long as the form.
  func attach(to part: OpaquePointer?) {
    curl_mime_data_cb(
      part, curl_off_t(size),
      { buffer, size, count, context in
        guard let buffer, let context else { return UploadedFile.abort }
        return Unmanaged<UploadedFile>.fromOpaque(context).takeUnretainedValue()
          .read(into: buffer, count: size * count)
      },
      { context, offset, origin in
        guard let context, origin == SEEK_SET else { return CURL_SEEKFUNC_CANTSEEK }
        Unmanaged<UploadedFile>.fromOpaque(context).takeUnretainedValue().offset = Int64(offset)
        return CURL_SEEKFUNC_OK
      }, nil, Unmanaged.passUnretained(self).toOpaque())
  }

  private static let abort = Int(CURL_READFUNC_ABORT)

  private func read(into buffer: UnsafeMutablePointer<CChar>, count: Int) -> Int {
    let wanted = min(count, Int(clamping: size - offset))
    guard wanted > 0 else { return 0 }
    while true {
      let read = pread(descriptor, buffer, wanted, off_t(offset))
      if read < 0, errno == EINTR { continue }
      guard read > 0 else {
        failure = read == 0 ? .fileShrank(path: path) : .unreadableFile(path: path)
        return Self.abort
      }
      offset += Int64(read)
      return read
    }
  }
}
