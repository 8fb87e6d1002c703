import Addresses

/// Which addresses are meant: one, a CIDR's, or those that begin so.
struct AddressPattern: Hashable, Sendable {
  private enum Shape: Hashable { case exactly(IPAddress), within(IPPrefix), beginning(String) }

  private let shape: Shape

  /// `nil` where the text is none of these.
  init?(_ text: String) {
    if text.contains("/") {
      guard let prefix = IPPrefix(text) else { return nil }
      shape = .within(prefix)
    } else if let address = IPAddress(text) {
      shape = .exactly(address)
    } else {
      let lower = text.lowercased()
      let isIPv6 = lower.contains(":")
      guard lower.allSatisfy({ isIPv6 ? $0 == ":" || $0.isHexDigit : $0 == "." || ("0"..."9").contains($0) })
      else { return nil }
      shape = .beginning(lower)
    }
  }

  /// True for a whole address or a CIDR.
  var isWhole: Bool { if case .beginning = shape { false } else { true } }

  func matches(_ address: IPAddress) -> Bool {
    switch shape {
    case .exactly(let wanted): address == wanted
    case .within(let prefix): prefix.contains(address)
    case .beginning(let text): Self.begins(address.description, with: text)
    }
  }

  /// True where a subnet and the pattern have an address in common.
  func matches(subnet: IPPrefix) -> Bool {
    switch shape {
    case .exactly(let wanted): subnet.contains(wanted)
    case .within(let prefix): prefix.overlaps(subnet)
    case .beginning(let text): Self.begins(subnet.network.address.description, with: text)
    }
  }

  /// `172.1` begins `172.1.0.5` but not `172.17.0.5`: whole octets and groups only.
  private static func begins(_ address: String, with text: String) -> Bool {
    guard address.hasPrefix(text) else { return false }
    guard let last = text.last, last != ".", last != ":" else { return true }
    return address.dropFirst(text.count).first.map { $0 == "." || $0 == ":" } ?? true
  }
}
