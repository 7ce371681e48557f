/// One thing as it is in the three drafts of a merge.
struct Sides<Value> {
  var base: Value
  var ours: Value
  var theirs: Value

  func map<Other>(_ transform: (Value) -> Other) -> Sides<Other> {
    Sides<Other>(base: transform(base), ours: transform(ours), theirs: transform(theirs))
  }
}

extension Sides: Sendable where Value: Sendable {}

extension Sides where Value: Equatable {
  /// What both sides agree on: the value that only one changed, or that both changed alike.
  var agreed: Value? {
    if ours == theirs || theirs == base { return ours }
    return ours == base ? theirs : nil
  }
}
