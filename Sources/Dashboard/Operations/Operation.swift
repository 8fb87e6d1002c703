import Planning

/// A change on its way from the form to its result. It lies over the view and has the keyboard.
enum Operation: Hashable, Sendable {
  /// Somebody is asked what is wanted.
  case form(Form)
  /// The host is being read, to find out how it is done.
  case planning(ChangeRequest, from: Form?)
  /// How it is done is shown, and somebody is asked whether it shall be.
  case preview(Preview)
  /// It is being done.
  case progress(Progress)
  /// Why it was not done.
  case report(Report)

  /// Whether something is being changed.
  var isCarriedOut: Bool { if case .progress = self { true } else { false } }
}

/// What can be pressed below a form or a preview.
enum DialogButton: Hashable, Sendable {
  /// Leave without doing anything.
  case cancel
  /// Go on: from the form to the preview, from there to doing it.
  case proceed
}
