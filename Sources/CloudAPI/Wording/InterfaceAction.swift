/// What to do where the service tells its user to use an editor's interface.
public enum InterfaceAction: Hashable, Sendable {
  /// "click …": do it through the API, which is what the message that was sent asked for already.
  case perform

  /// "open …": fetch the state and show it.
  case showState

  /// "drag …", "drop …": send the edit as a message; the text is the instruction.
  case sendEdit(String)

  /// "preview in timeline": show the summary of the tracks.
  case showSummary

  /// "Export": run the export.
  case export

  /// "check account", "billing": show the credits.
  case showCredits
}
