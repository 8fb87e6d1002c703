import LinuxSystem

/// Nanoseconds that something takes.
func time(_ body: () throws -> Void) rethrows -> Double {
  let start = SystemClock.monotonic()
  try body()
  return Double(SystemClock.monotonic() - start)
}

/// Does several things in turn, again and again, so that whatever else the machine does meets all of them alike.
/// - Returns: the sample of each, in the order of `things`; each gives the values of one round.
func alternate(rounds: Int, _ things: [() throws -> [Double]]) throws -> [Sample] {
  var samples = things.map { _ in Sample() }
  for _ in 0..<rounds {
    for (index, thing) in things.enumerated() { samples[index].add(try thing()) }
  }
  return samples
}
