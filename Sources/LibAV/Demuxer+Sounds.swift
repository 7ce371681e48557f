internal import CFFmpeg

extension Demuxer {
  /// The indices of the sound streams, in the file's order: the `0:a:N` of FFmpeg's own tools.
  var soundStreams: [Int] {
    (0..<streamCount).filter { index in
      guard let stream = unsafe stream(index) else { return false }
      return unsafe stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO
    }
  }

  /// The index of the stream that players play: the first that the file marks as default, or else the first.
  ///
  /// Streams that this FFmpeg cannot decode, or that say nothing of their samples, are passed over while there are
  /// others.
  var mainSound: Int? {
    let all = soundStreams
    let playable = all.filter { index in
      guard let stream = unsafe stream(index) else { return false }
      let parameters = unsafe stream.pointee.codecpar.pointee
      return unsafe parameters.sample_rate > 0 && parameters.ch_layout.nb_channels > 0
        && avcodec_find_decoder(parameters.codec_id) != nil
    }
    let candidates = playable.isEmpty ? all : playable
    let marked = candidates.first { index in
      let disposition = unsafe stream(index)?.pointee.disposition ?? 0
      return disposition & AV_DISPOSITION_DEFAULT != 0
    }
    return marked ?? candidates.first
  }

  /// The index of the sound stream at a place among the sound streams; the main one for `nil`.
  func sound(at place: Int?) -> Int? {
    guard let place else { return mainSound }
    let all = soundStreams
    return all.indices.contains(place) ? all[place] : nil
  }
}
