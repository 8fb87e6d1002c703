import CAllocations

/// How often malloc(3) is called on this thread while something is done. Other threads are not counted.
package func allocations(_ body: () throws -> Void) rethrows -> Int {
  ca_begin()
  try body()
  return ca_count()
}
