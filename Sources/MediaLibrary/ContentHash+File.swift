import Crypto
public import RenderPlanning

extension ContentHash {
  /// The hash of a file's whole content.
  ///
  /// - Throws: ``FileError`` where the file cannot be read.
  public init(ofFile path: String) throws(FileError) {
    var hash = SHA256()
    try FileBytes.read(path) { hash.update(bufferPointer: $0) }
    self.init(hash.finalize())
  }
}
