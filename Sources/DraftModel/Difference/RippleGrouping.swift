/// Gathers shifts that are one move: "everything after 4.2 s moves by +1.5 s".
struct RippleGrouping {
  /// A pair that moved in time and kept its order.
  struct Shifted {
    let old: Int
    let new: Int
    var by: Milliseconds
  }

  /// Neighbours on one track that moved alike.
  private struct Run {
    var members: [Shifted]
    var reachesEnd = false
    var oldSpan: ClosedRange<Milliseconds>
    var newSpan: ClosedRange<Milliseconds>
  }

  /// Pairs that moved as one.
  struct Group {
    let members: [Shifted]
    let by: Milliseconds
    let reachesEnd: Bool
  }

  private var runs: [Milliseconds: [Run]] = [:]

  /// Takes in one track: its pairs in order, those that stayed included.
  mutating func add(track pairs: [Shifted], _ old: DraftOutline, _ new: DraftOutline) {
    var current: Run?
    for pair in pairs {
      let start = old.segments[pair.old].start
      let newStart = new.segments[pair.new].start
      if var run = current, run.members.last?.by == pair.by {
        run.members.append(pair)
        run.oldSpan = run.oldSpan.lowerBound...max(run.oldSpan.upperBound, start)
        run.newSpan = run.newSpan.lowerBound...max(run.newSpan.upperBound, newStart)
        current = run
        continue
      }
      close(current)
      current = Run(members: [pair], oldSpan: start...start, newSpan: newStart...newStart)
    }
    current?.reachesEnd = true
    close(current)
  }

  private mutating func close(_ run: Run?) {
    guard let run, let by = run.members.first?.by, by != .zero else { return }
    runs[by, default: []].append(run)
  }

  /// The groups, in order of what they move by: runs to their tracks' ends are one, and so are runs that
  /// lie side by side in either draft.
  func groups() -> [Group] {
    runs.sorted { $0.key < $1.key }.flatMap { by, runs in
      var union = DisjointSets(count: runs.count)
      let toEnd = runs.indices.filter { runs[$0].reachesEnd }
      for (first, second) in zip(toEnd, toEnd.dropFirst()) { union.join(first, second) }
      for span in [\Run.oldSpan, \Run.newSpan] {
        let order = runs.indices.sorted {
          runs[$0][keyPath: span].lowerBound < runs[$1][keyPath: span].lowerBound
        }
        var farthest: Int?
        for index in order {
          if let reach = farthest,
            runs[index][keyPath: span].lowerBound <= runs[reach][keyPath: span].upperBound
          {
            union.join(reach, index)
          }
          let end = runs[index][keyPath: span].upperBound
          if farthest.map({ end > runs[$0][keyPath: span].upperBound }) ?? true { farthest = index }
        }
      }
      return Dictionary(grouping: runs.indices) { union.root(of: $0) }
        .sorted { $0.key < $1.key }
        .map { _, indices in
          Group(
            members: indices.flatMap { runs[$0].members }, by: by,
            reachesEnd: indices.allSatisfy { runs[$0].reachesEnd })
        }
    }
  }
}

/// Sets that only ever grow together.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[parents[element]]
      element = parents[element]
    }
    return element
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (left, right) = (root(of: first), root(of: second))
    // The lesser number leads, so that the order of the groups is that of the runs.
    if left != right { parents[max(left, right)] = min(left, right) }
  }
}
