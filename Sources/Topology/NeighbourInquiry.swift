public import Addresses

/// A question for the hardware address of a neighbour, by ARP or neighbour discovery.
public struct NeighbourQuestion: Hashable, Sendable {
  /// The link that is to ask.
  public var link: LinkID
  /// The address that is looked for.
  public var address: IPAddress
  /// An address of the namespace that asks, of the same family.
  public var source: IPAddress
  /// The hardware address of the link.
  public var mac: MACAddress

  /// A question.
  public init(link: LinkID, address: IPAddress, source: IPAddress, mac: MACAddress) {
    self.link = link
    self.address = address
    self.source = source
    self.mac = mac
  }
}

/// A question for a neighbour that was asked just now, and what came back.
public struct NeighbourInquiry: Hashable, Sendable {
  /// How long answers are waited for, in milliseconds.
  public static let patience = 300

  /// Index of the link that asked.
  public var link: Int32
  /// The address that was looked for.
  public var address: IPAddress
  /// Somebody answered within the patience.
  public var isAnswered: Bool
  /// The hardware address that the answer names; nil where there was none.
  public var mac: MACAddress?

  /// An inquiry.
  public init(link: Int32, address: IPAddress, isAnswered: Bool, mac: MACAddress? = nil) {
    self.link = link
    self.address = address
    self.isAnswered = isAnswered
    self.mac = mac
  }
}

extension Namespace {
  /// What came of asking for an address on a link; nil where nobody asked.
  public func inquiry(for address: IPAddress, on link: Int32) -> NeighbourInquiry? {
    inquiries.first { $0.link == link && $0.address == address }
  }
}
