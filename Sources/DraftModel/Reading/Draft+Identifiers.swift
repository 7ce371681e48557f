package import JSONTree

extension Draft {
  /// The `id` members of the draft, its tracks and its segments that are strings, in the order of the document.
  package var identifiers: [JSONNode] {
    let ofTracks = tracks.flatMap { track in
      [keys.field(.trackIdentifier, in: track.node)]
        + track.segments.map { keys.field(.segmentIdentifier, in: $0.node) }
    }
    return ([keys.field(.draftIdentifier, in: node)] + ofTracks).compactMap { $0?.node }
      .filter { $0.kind == .string }.sorted { $0.byteRange.lowerBound < $1.byteRange.lowerBound }
  }
}
