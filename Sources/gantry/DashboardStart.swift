/// Runs the dashboard until the user leaves it.
/// - Throws: a ``CommandFailure`` where there is no terminal to run it on.
func runDashboard(_ options: OutputOptions) throws {
  throw CommandFailure("the dashboard is not part of this build; use \"gantry list\"")
}
