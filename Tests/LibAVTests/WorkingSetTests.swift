import LibAV
import TestSupport
import Testing

@Suite("What is kept from picture to picture")
struct WorkingSetTests {
  /// Asks for the same values in the same order, round after round, and returns how many each round had to make.
  private func misses(of values: Range<Int>, bound: Int, rounds: Int) -> [Int] {
    var set = WorkingSet<Int>(bound: bound, idleBound: 2)
    return (0..<rounds).map { _ in
      set.beginRound()
      var made = 0
      for value in values where set.value(where: { $0 == value }) == nil {
        made += 1
        set.insert(value, size: 1)
      }
      #expect(set.size <= max(bound, 2) && set.size == set.count)
      return made
    }
  }

  @Test("A round that fits is made once", arguments: [1, 2, 5, 63, 64])
  func fits(count: Int) {
    let made = misses(of: 0..<count, bound: 64, rounds: 4)
    #expect(made[0] == count && made.dropFirst().allSatisfy { $0 == 0 })
  }

  @Test(
    "Of a round that does not fit, all is found but what exceeds the bound", arguments: [1, 3, 40])
  func exceeds(excess: Int) {
    let made = misses(of: 0..<(16 + excess), bound: 16, rounds: 6)
    // The two used last are never dropped, so one or two more than the excess are made.
    #expect(made.dropFirst().allSatisfy { $0 <= excess + 2 })
  }

  @Test("What is no longer used goes first, and only as much of it stays as may be idle")
  func idle() {
    var set = WorkingSet<Int>(bound: 8, idleBound: 2)
    for value in 0..<8 { set.insert(value, size: 1) }
    set.beginRound()
    #expect(set.count == 8 && !set.isOverfull)
    set.insert(100, size: 1)
    // All of them were used in the round before: one of those in use had to go.
    #expect(set.count == 8 && set.resetOverfull() && !set.isOverfull)
    set.beginRound()
    set.insert(101, size: 1)
    #expect(set.size <= 4 && !set.isOverfull)
    #expect(set.value { $0 == 100 } == 100 && set.value { $0 == 101 } == 101)
  }

  @Test("Values used by turns are kept even if they alone exceed the bound")
  func pair() {
    var set = WorkingSet<String>(bound: 10, idleBound: 0)
    for other in ["a", "b", "c"] { set.insert(other, size: 3) }
    set.insert("from", size: 20)
    set.insert("to", size: 20)
    for _ in 0..<5 {
      #expect(set.value { $0 == "from" } != nil && set.value { $0 == "to" } != nil)
    }
    #expect(set.count == 2)
  }

  @Test("The sizes add up whatever is done")
  func sizes() {
    let seeded = SeededGenerator()
    var random = seeded
    var set = WorkingSet<(name: Int, size: Int)>(bound: 100, idleBound: 30)
    var found = 0
    for _ in 0..<3000 {
      let name = Int.random(in: 0..<40, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0: set.beginRound()
      case 1: set.removeAll { $0.name == name }
      default:
        if set.value(where: { $0.name == name }) != nil {
          found += 1
        } else {
          let size = Int.random(in: 0..<30, using: &random)
          set.insert((name, size), size: size)
        }
      }
      // Two of the largest may exceed the bound.
      #expect(set.size >= 0 && set.size <= 100 + 60, "\(seeded)")
    }
    set.removeAll { _ in true }
    #expect(set.size == 0 && set.count == 0 && found > 100, "\(seeded)")
  }
}
