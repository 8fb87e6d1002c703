import Foundation

/// The part of a long test that is carried out: all of it with `GANTRY_MATRIX=whole` (`make matrix`), else a sample.
///
/// A sample is drawn by a seed that is printed and is the same each time, so that it is the change which turns it red;
/// `GANTRY_SEED` draws another one. `GANTRY_ROWS` takes only what has this text in its description, or has it not where an
/// exclamation mark stands before it.
package enum Sample {
  package static let isWhole = ProcessInfo.processInfo.environment["GANTRY_MATRIX"] == "whole"

  package static let seed: UInt64 = {
    let given = ProcessInfo.processInfo.environment["GANTRY_SEED"].flatMap { UInt64($0) }
    let seed = given ?? 32
    print("samples are drawn by the seed \(seed): GANTRY_SEED=\(seed) draws them again")
    return seed
  }()

  /// Returns random numbers for one use, so that one test's draws do not depend on another's.
  package static func generator(_ use: String) -> SampleGenerator {
    SampleGenerator(seed: use.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
  }

  /// Returns all elements, or so many of them in their order.
  package static func of<Element>(_ all: [Element], _ count: Int, for use: String) -> [Element] {
    let text = ProcessInfo.processInfo.environment["GANTRY_ROWS"] ?? ""
    let all = all.filter { element in
      text.isEmpty || (text.hasPrefix("!") ? !"\(element)".contains(text.dropFirst()) : "\(element)".contains(text))
    }
    guard !isWhole else { return all }
    var generator = generator(use)
    return all.indices.shuffled(using: &generator).prefix(count).sorted().map { all[$0] }
  }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
package struct SampleGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
