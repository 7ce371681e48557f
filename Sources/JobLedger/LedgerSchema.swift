import GRDB

/// The ledger's tables, version by version; a published version is never changed.
enum LedgerSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: sessions, drafts, uploads, exports") { database in
      try database.create(table: "session") { table in
        table.primaryKey("session_id", .text)
        table.column("task_id", .text)
        table.column("bind_id", .text)
        table.column("draft_hash", .text)
        table.column("created_at", .integer).notNull()
        table.column("used_at", .integer).notNull()
      }
      try database.create(table: "draft") { table in
        table.primaryKey("hash", .text)
        table.column("bytes", .blob).notNull()
        table.column("created_at", .integer).notNull()
      }
      try database.create(table: "upload") { table in
        table.column("session_id", .text).notNull()
        table.column("content_hash", .text).notNull()
        table.column("file_name", .text).notNull()
        table.column("size_bytes", .integer).notNull()
        table.column("url", .text)
        table.column("created_at", .integer).notNull()
        table.primaryKey(["session_id", "content_hash"])
      }
      try database.create(table: "export") { table in
        table.primaryKey("render_id", .text)
        table.column("session_id", .text).notNull()
        table.column("task_id", .text)
        table.column("bind_id", .text)
        table.column("draft_hash", .text).notNull()
        table.column("destination", .text).notNull()
        table.column("phase", .text).notNull()
        table.column("service_render_id", .text)
        table.column("output_url", .text)
        table.column("size_bytes", .integer)
        table.column("duration_seconds", .double)
        table.column("message", .text)
        table.column("credits_before", .double)
        table.column("credits_after", .double)
        table.column("created_at", .integer).notNull()
        table.column("changed_at", .integer).notNull()
      }
      // The database itself refuses a second unfinished export of a draft in a session, whoever asks.
      try database.execute(
        sql: """
          CREATE UNIQUE INDEX export_unfinished ON export (session_id, draft_hash)
          WHERE phase IN ('planned', 'submitting', 'submitted', 'rendered')
          """)
    }
    migrator.registerMigration("2: messages") { database in
      try database.create(table: "message") { table in
        table.autoIncrementedPrimaryKey("number")
        table.column("session_id", .text).notNull()
        table.column("text", .text).notNull()
        table.column("draft_hash", .text)
        table.column("ending", .text)
        table.column("credits_before", .double)
        table.column("credits_after", .double)
        table.column("created_at", .integer).notNull()
        table.column("changed_at", .integer).notNull()
      }
      try database.create(
        index: "message_unfinished", on: "message", columns: ["session_id"],
        condition: Column("ending") == nil)
    }
    migrator.registerMigration("3: names that are not to be replaced") { database in
      try database.alter(table: "export") { table in
        table.add(column: "replaces_file", .boolean).notNull().defaults(to: true)
      }
    }
    return migrator
  }
}
