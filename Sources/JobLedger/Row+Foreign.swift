import Foundation
import GRDB

extension Row {
  /// A column's value, if it has the wanted type.
  ///
  /// SQLite keeps any type in any column, and GRDB's own subscripts trap on another than is asked for: a ledger that
  /// was damaged or edited must not end the program.
  func value<Value: DatabaseValueConvertible>(_ name: String) -> Value? {
    guard hasColumn(name) else { return nil }
    return Value.fromDatabaseValue(self[name] as DatabaseValue)
  }

  /// A column's value, which is never absent.
  ///
  /// - Throws: `DatabaseError` that says which column is damaged.
  func present<Value: DatabaseValueConvertible>(_ name: String) throws -> Value {
    if let value: Value = value(name) { return value }
    throw DatabaseError(
      resultCode: .SQLITE_MISMATCH, message: "the column \(name) has a value of another type")
  }
}
