/// Pairs rows with columns so that the sum of the scores of the pairs is the greatest.
///
/// The Hungarian method with potentials, O(n³); callers keep the table small.
enum Assignment {
  /// The column of each row, or nil where a row stays alone.
  ///
  /// - Parameter scores: Row by row, all rows of one length; 0 or less for a pair that must not be.
  static func best(_ scores: [[Int64]]) -> [Int?] {
    let rows = scores.count
    let columns = scores.first?.count ?? 0
    guard rows > 0, columns > 0 else { return Array(repeating: nil, count: rows) }
    let size = max(rows, columns)
    func cost(_ row: Int, _ column: Int) -> Int64 {
      row < rows && column < columns ? -max(scores[row][column], 0) : 0
    }
    // One-based, as column 0 is where each search starts.
    var rowPotential = Array(repeating: Int64(0), count: size + 1)
    var columnPotential = Array(repeating: Int64(0), count: size + 1)
    var rowOfColumn = Array(repeating: 0, count: size + 1)
    for row in 1...size {
      rowOfColumn[0] = row
      var column = 0
      var slack = Array(repeating: Int64.max, count: size + 1)
      var cameFrom = Array(repeating: 0, count: size + 1)
      var isDone = Array(repeating: false, count: size + 1)
      repeat {
        isDone[column] = true
        let current = rowOfColumn[column]
        var least = Int64.max
        var next = 0
        for candidate in 1...size where !isDone[candidate] {
          let reduced =
            cost(current - 1, candidate - 1) - rowPotential[current] - columnPotential[candidate]
          if reduced < slack[candidate] {
            slack[candidate] = reduced
            cameFrom[candidate] = column
          }
          if slack[candidate] < least {
            least = slack[candidate]
            next = candidate
          }
        }
        for candidate in 0...size {
          if isDone[candidate] {
            rowPotential[rowOfColumn[candidate]] += least
            columnPotential[candidate] -= least
          } else if slack[candidate] < .max {
            slack[candidate] -= least
          }
        }
        column = next
      } while rowOfColumn[column] != 0
      repeat {
        let before = cameFrom[column]
        rowOfColumn[column] = rowOfColumn[before]
        column = before
      } while column != 0
    }
    var result: [Int?] = Array(repeating: nil, count: rows)
    for column in 1...columns {
      let row = rowOfColumn[column] - 1
      if row >= 0, row < rows, scores[row][column - 1] > 0 { result[row] = column - 1 }
    }
    return result
  }
}
