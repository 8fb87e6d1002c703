extension Array {
  /// The first position whose element belongs to the second part of an array that is parted in two.
  @inlinable package func partitioningIndex(where belongsToSecond: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Where the element with this key is, in an array that is sorted by it.
  @inlinable package func position<Key: Comparable>(of key: Key, by path: (Element) -> Key) -> Int? {
    let position = partitioningIndex { path($0) >= key }
    return position < endIndex && path(self[position]) == key ? position : nil
  }

  /// True where no element has a smaller key than the one before it.
  func isSorted<Key: Comparable>(by path: (Element) -> Key) -> Bool {
    indices.dropFirst().allSatisfy { path(self[$0 - 1]) <= path(self[$0]) }
  }

  /// In the order of their keys. What is so already, as most is, costs no copy.
  func sorted<Key: Comparable>(by path: (Element) -> Key) -> [Element] {
    isSorted(by: path) ? self : sorted { path($0) < path($1) }
  }

  /// True where both are one array in memory: told at a glance. Equal ones may be two.
  func isSameArray(as other: [Element]) -> Bool {
    count == other.count
      && withUnsafeBufferPointer { left in other.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress } }
  }
}
