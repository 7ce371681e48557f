import Foundation
import MediaLibrary
import RenderPlanning

extension ArrivedFile {
  /// A file that is written whole.
  init(at path: String, named name: String) throws(Refusal) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .storage(POSIXError(.ENOENT)) }
    do throws(FileError) {
      self.init(
        stagedPath: path, fileName: name, sizeBytes: Int64(status.st_size),
        hash: try ContentHash(ofFile: path).hex)
    } catch {
      throw .storage(error)
    }
  }
}
