import Planning
import Screen
import Topology

extension State {
  /// Something became of a request.
  mutating func take(_ news: ChangeNews, of number: Int) {
    switch (operation, news) {
    case (.planning(let request, let form), _) where request.number == number: takeAnswer(news, request, form)
    case (.progress(var progress), _) where progress.request.number == number:
      switch news {
      case .begun(let step): progress.begin(step, at: now)
      case .done(let step): progress.end(step, at: now)
      case .takenBack(let step): progress.takeBack(step)
      default: return finish(progress, news)
      }
      operation = .progress(progress)
    default: break
    }
  }

  private mutating func takeAnswer(_ news: ChangeNews, _ request: ChangeRequest, _ form: Form?) {
    switch news {
    case .planned(let plan): operation = .preview(Preview(request, plan, from: form))
    case .refused(let reason):
      guard var form else {
        operation = .report(Report(title: request.title, failure: ChangeFailure(reason: reason)))
        return
      }
      form.refusal = reason
      operation = .form(form)
    default: break
    }
  }

  private mutating func finish(_ progress: Progress, _ news: ChangeNews) {
    let title = progress.plan.title
    log(progress, news)
    switch news {
    case .finished(let differences):
      operation =
        differences.isEmpty
        ? nil
        : .report(
          Report(
            title: title,
            failure: ChangeFailure(reason: "it is done, but not all is as before", differences: differences)))
      let key = keymap.hint(for: .undo, glyphs)
      let hint =
        if case .change = progress.request.wish { key.map { " \(glyphs.separator) \($0) undoes it" } ?? "" } else { "" }
      say("\(glyphs.check) \(title)\(hint)")
      marks = []
      awaited = Awaited(progress.request, progress.plan, at: now)
      lookForAwaited()
    case .replanned(let plan):
      operation = .preview(
        Preview(
          progress.request, plan, from: nil,
          note: "The host has changed since the plan was shown. Nothing was done; this is the plan now."))
    case .refused(let reason): operation = .report(Report(title: title, failure: ChangeFailure(reason: reason)))
    case .failed(let failure):
      if failure.isCancelled, failure.remaining.isEmpty, failure.differences.isEmpty {
        operation = nil
        say("cancelled: \(title)\(failure.reverted.isEmpty ? "" : "; what was done is rolled back")")
      } else {
        operation = .report(Report(title: title, failure: failure, isUndoing: progress.request.wish == .undo))
      }
    default: break
    }
  }
}

extension ChangeRequest {
  /// What is wanted, in a line.
  var title: String {
    switch wish {
    case .change(_, let title): title
    case .undo: "undo"
    case .recover: "clean up"
    }
  }
}
