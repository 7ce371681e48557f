import DraftModel
import Foundation
import LibAV
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// Renders the pictures from before and after each change.
struct DiffPicturesJob: Sendable {
  let places: [ChangePlace]
  let old: PlannedDraft
  let new: PlannedDraft

  /// Renders each time of each draft once, in order, which costs one pass.
  ///
  /// - Throws: ``CommandFailure`` where a picture cannot be made.
  func run() throws -> DiffPictures {
    let before = try Self.pictures(of: old, at: Set(places.map(\.old)))
    let after = try Self.pictures(of: new, at: Set(places.map(\.new)))
    return DiffPictures(
      pictures: places.map { (place: $0, before: before[$0.old], after: after[$0.new]) })
  }

  /// The pictures by their times; none of a draft that shows nothing.
  private static func pictures(
    of draft: PlannedDraft, at times: Set<Milliseconds>
  ) throws -> [Milliseconds: [UInt8]] {
    guard draft.plan.frameCount > 0, !times.isEmpty else { return [:] }
    var pictures: [Milliseconds: [UInt8]] = [:]
    do {
      let renderer = try StillRenderer(plan: draft.plan)
      for time in times.sorted() {
        try Task.checkCancellation()
        pictures[time] = try renderer.still(at: time, as: .jpeg(quality: 85))
      }
    } catch let error where !(error is CancellationError) {
      throw CommandFailure("the pictures of a change cannot be made: \(error)")
    }
    return pictures
  }
}

/// The pictures from before and after changes, as bytes of JPEG files.
struct DiffPictures: Sendable {
  /// In the order of the changes; nothing on a side that shows none.
  let pictures: [(place: ChangePlace, before: [UInt8]?, after: [UInt8]?)]

  /// The pictures inside a page.
  var embedded: [Int: ChangePictures] {
    let address = { (bytes: [UInt8]) in
      "data:image/jpeg;base64," + Data(bytes).base64EncodedString()
    }
    return byChange { place, before, after in
      ChangePictures(at: place, before: before.map(address), after: after.map(address))
    }
  }

  /// The pictures as files beside a page.
  var named: [Int: ChangePictures] {
    byChange { place, before, after in
      ChangePictures(
        at: place, before: before.map { _ in Self.name(place, "before") },
        after: after.map { _ in Self.name(place, "after") })
    }
  }

  /// Writes the pictures and a page that shows them into a folder, which is made where it is not there.
  func write(to folder: String, page: [UInt8]) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("\(folder): the folder cannot be made; name another with -o")
    }
    do throws(FileError) {
      for picture in pictures {
        for (side, bytes) in [("before", picture.before), ("after", picture.after)] {
          guard let bytes else { continue }
          try WholeFile.write(bytes, to: "\(folder)/\(Self.name(picture.place, side))")
        }
      }
      try WholeFile.write(page, to: folder + "/index.html")
    } catch {
      throw CommandFailure(error, advice: "name another folder with -o")
    }
  }

  private func byChange(
    _ made: (ChangePlace, [UInt8]?, [UInt8]?) -> ChangePictures
  ) -> [Int: ChangePictures] {
    Dictionary(
      pictures.map { ($0.place.change, made($0.place, $0.before, $0.after)) },
      uniquingKeysWith: { $1 })
  }

  /// `003-before.jpg`: changes are counted from 1, as they are listed.
  private static func name(_ place: ChangePlace, _ side: String) -> String {
    let digits = String(place.change + 1)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + "\(digits)-\(side).jpg"
  }
}
