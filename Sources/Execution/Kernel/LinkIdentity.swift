import Addresses
import Netlink
import Planning
import SystemPackage

/// A link that is no longer the one that was meant, so that nothing is done to it.
struct LinkMismatch: Error, CustomStringConvertible {
  let description: String
}

/// Something that is no longer what a plan was made for.
struct Changed: Error, CustomStringConvertible {
  let description: String
}

/// A link or namespace that is gone.
struct Gone: Error, CustomStringConvertible {
  let description: String
}

extension NetlinkConnection where Transport: ~Copyable {
  /// The index of the link that is meant: the one with its index, if that has its hardware address, or is a bridge of its
  /// name whose address the kernel chose; where the index is not known yet, the one of its kind with its hardware address,
  /// which was chosen so that no other has it.
  /// - Returns: nil where there is none.
  mutating func index(of target: LinkTarget, kind: String? = nil) throws -> InterfaceIndex? {
    guard let index = target.index else {
      return try links().first { $0.mac == target.mac && (kind == nil || $0.kind.name == kind) }?.index
    }
    do {
      let link = try link(index)
      let isMeant = try link.mac == target.mac || hasPortsAddress(link, target)
      guard isMeant else {
        throw LinkMismatch(
          description: "\(link.name) (#\(index)) has the hardware address \(link.mac.map { "\($0)" } ?? "–") and not "
            + "\(target.mac) any more: it is left as it is")
      }
      return index
    } catch let error as NetlinkError where error.cause == .refused(.operationNotSupportedByDevice) {
      return nil
    }
  }

  /// The kernel gives a bridge the hardware address of one of its ports, unless it was given one, and none without ports.
  private mutating func hasPortsAddress(_ link: LinkMessage, _ target: LinkTarget) throws -> Bool {
    guard link.kind.name == "bridge", link.name == target.name else { return false }
    return try link.mac?.bits == 0 || links().contains { $0.master == link.index && $0.mac == link.mac }
  }
}
