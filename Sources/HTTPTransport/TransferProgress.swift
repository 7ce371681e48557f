/// How far a transfer has come, in bytes of its bodies.
public struct TransferProgress: Hashable, Sendable {
  /// The bytes sent so far.
  public var sentBytes: Int64

  /// All bytes to send; nil while unknown.
  public var totalSentBytes: Int64?

  /// The bytes received so far.
  public var receivedBytes: Int64

  /// All bytes to receive; nil while unknown.
  public var totalReceivedBytes: Int64?

  /// Makes a progress report.
  public init(
    sentBytes: Int64, totalSentBytes: Int64?, receivedBytes: Int64, totalReceivedBytes: Int64?
  ) {
    self.sentBytes = sentBytes
    self.totalSentBytes = totalSentBytes
    self.receivedBytes = receivedBytes
    self.totalReceivedBytes = totalReceivedBytes
  }

  /// The same transfer seen as the rest of one that had received `bytes` already.
  public func continuing(after bytes: Int64) -> TransferProgress {
    var whole = self
    whole.receivedBytes = receivedBytes.addingBytes(bytes)
    whole.totalReceivedBytes = totalReceivedBytes?.addingBytes(bytes)
    return whole
  }
}
