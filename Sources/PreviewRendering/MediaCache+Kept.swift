public import Compositing
public import LibAV
public import MediaLibrary
public import RenderPlanning

extension MediaCache: KeptMedia {
  /// The size of a file's proxy.
  public func reducedSize(of item: MediaItem) -> (width: Int, height: Int)? {
    proxies.facts(of: item.hash).map { ($0.width, $0.height) }
  }

  /// The part of a file's proxy around a time.
  public func reducedRun(of item: MediaItem, at time: MediaTime) -> PictureRun? {
    guard let facts = proxies.facts(of: item.hash) else { return nil }
    return proxies.part(of: item.hash, facts, at: time)
  }
}
