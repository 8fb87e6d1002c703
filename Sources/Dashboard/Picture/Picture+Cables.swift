import Screen
import Topology

extension Picture {
  /// The state of the cable that `link` is an end of; nil for a link that is no veth.
  func cableState(of link: Link) -> CableState? {
    guard link.kind == .veth else { return nil }
    guard let peer = link.peer, peer.proof != .hidden else { return .hidden }
    guard let far = self.peer(of: link) else { return link.isUp && link.hasCarrier ? .half : .down }
    if !link.isUp || !far.isUp || !(link.hasCarrier || far.hasCarrier) { return .down }
    return link.hasCarrier && far.hasCarrier && peer.proof == .proved ? .up : .half
  }

  /// What goes through a cable as its far end sees it: a container's own receiving and sending. Where the far end was
  /// not read, the near end's counters mirrored.
  func rateAtFarEnd(of link: Link) -> Rate? {
    if let far = link.peer?.link, let rate = rates[far] { return rate }
    return rates[link.id]?.mirrored
  }
}
