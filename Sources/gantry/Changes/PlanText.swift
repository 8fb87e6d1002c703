import Planning
import Screen

/// A plan as people read it before it is carried out.
struct PlanText {
  let plan: Plan

  var text: String {
    let commands = plan.commands
    let steps = plan.steps.enumerated().map { position, step in
      "  \(position + 1). \(step.summary.printable)\(step.isDestructive ? " (destructive)" : "")\n"
        + (commands[position].map { "       \($0.printable)\n" } ?? "")
    }
    return "\(plan.title.printable):\n" + steps.joined()
      + plan.notes.map { "  Note: \($0.printable)\n" }.joined()
      + plan.guarded.map { "  Guarded: \($0.link.printable): \($0.reason.printable)\n" }.joined()
  }
}
