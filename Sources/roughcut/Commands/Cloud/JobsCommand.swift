import ArgumentParser

struct JobsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "Look after exports: all are written down, and none is lost.",
    subcommands: [
      JobsList.self, JobsResume.self, JobsWait.self, JobsCancel.self, JobsForget.self,
    ],
    defaultSubcommand: JobsList.self)
}
