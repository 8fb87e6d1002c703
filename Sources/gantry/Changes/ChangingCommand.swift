/// A command that changes the host: ``StopSignals`` are listened for from its start.
protocol ChangingCommand {}

extension NetworkCreateCommand: ChangingCommand {}
extension NetworkRemoveCommand: ChangingCommand {}
extension RunCommand: ChangingCommand {}
extension RemoveCommand: ChangingCommand {}
extension AttachCommand: ChangingCommand {}
extension DetachCommand: ChangingCommand {}
extension UndoCommand: ChangingCommand {}
