import Engines
import Observation
import Synchronization

/// Collects what each engine said last and hands all of it to the observer whenever one says something.
final class EngineBoard: Sendable {
  private let readings = Mutex<[String: EngineReading]>([:])
  private let observer: Observer

  init(for observer: Observer) { self.observer = observer }

  /// Takes over a reading; called on the engines' thread.
  func post(_ reading: EngineReading) {
    let all = readings.withLock { readings in
      readings[reading.name] = reading
      return readings.values.sorted { $0.name < $1.name }
    }
    observer.deliver(all)
  }
}
