import Foundation
import HTTPTransport

/// What is not a regular file and takes results: a device, a pipe, or a file that a process has open.
public struct OutputStream: Hashable, Sendable {
  private let path: String
  /// The descriptor of this process that the path stands for.
  private let ownDescriptor: CInt?

  /// A device or a pipe.
  init(named path: String) {
    self.path = path
    ownDescriptor = nil
  }

  /// A file that a process has open; `nil` for a link anywhere but in a process's folder of open files.
  init?(openFile link: String, in folder: String) {
    guard let real = RealPath(folder)?.path else { return nil }
    let parts = real.split(separator: "/")
    guard parts.count >= 3, parts[0] == "proc", parts.last == "fd", UInt32(parts[1]) != nil else {
      return nil
    }
    path = link
    let number = link.split(separator: "/").last.flatMap { CInt($0) }
    ownDescriptor = parts[1] == "\(getpid())" ? number : nil
  }

  /// How long a pipe is waited for before it is seen whether the task was cancelled, in milliseconds.
  private static let patience: CInt = 50

  /// Writes all of `bytes`.
  ///
  /// - Throws: ``FileError``.
  func write(_ bytes: [UInt8]) throws(FileError) {
    let descriptor = try opened()
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  /// Writes all that a file holds.
  ///
  /// - Throws: ``FileError``.
  func copy(from file: String) throws(FileError) {
    let source = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard source >= 0 else { throw FileError(path: file, reason: FileError.words(errno)) }
    defer { close(source) }
    let descriptor = try opened()
    defer { close(descriptor) }
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = block.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: file, reason: FileError.words(errno)) }
      if count == 0 { return }
      try write(Array(block[..<count]), to: descriptor)
    }
  }

  /// Opens the stream, and waits until a pipe has a reader.
  private func opened() throws(FileError) -> CInt {
    while true {
      // A copy of our own descriptor goes on at the place that the shell's file has reached.
      let descriptor =
        ownDescriptor.map { fcntl($0, F_DUPFD_CLOEXEC, 0) }
        ?? open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
      if descriptor >= 0 { return descriptor }
      let number = errno
      guard number == EINTR || number == ENXIO && isPipe, !Task.isCancelled else {
        throw FileError(path: path, reason: FileError.words(number))
      }
      poll(nil, 0, Self.patience)
    }
  }

  private var isPipe: Bool { FileStatus(at: path)?.kind == .pipe }

  private func write(_ bytes: [UInt8], to descriptor: CInt) throws(FileError) {
    var failure: CInt = 0
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, failure == 0 {
        let count = Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count > 0 {
          done += count
        } else if count < 0, errno == EAGAIN, !Task.isCancelled {
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&request, 1, Self.patience)
        } else if count == 0 || errno != EINTR {
          failure = count == 0 ? ENOSPC : errno
        }
      }
    }
    guard failure == 0 else { throw FileError(path: path, reason: FileError.words(failure)) }
  }
}
