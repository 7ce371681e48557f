/// What reading a document leaves: its values, and the order of names in objects with many members.
struct JSONIndex {
  /// Objects with more members than this get their names sorted; with fewer, comparing all of them
  /// is quicker.
  static let largeObjectThreshold = 16

  var records = ContiguousArray<JSONRecord>()
  var largeObjects: [JSONStorage.LargeObject] = []
  var sortedMembers: [UInt32] = []
}
