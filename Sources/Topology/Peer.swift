/// The other end of a veth pair, and how far that is proved.
public struct Peer: Hashable, Sendable {
  /// How certain the pairing is.
  public enum Proof: String, Hashable, Sendable, CaseIterable {
    /// Each end names the other: namespace and index agree both ways.
    case proved
    /// This end names the other, but the other could not be read.
    case oneSided = "one-sided"
    /// This end names a namespace that was not found.
    case hidden
  }

  /// The other end's namespace; nil where it is hidden.
  public var namespace: NamespaceID?
  /// The other end's index in its namespace (`IFLA_LINK`).
  public var index: Int32
  /// Its name; nil where it was not read.
  public var name: String?
  /// Its namespace's id as *this* end's namespace numbers it (`IFLA_LINK_NETNSID`); nil where both are in one.
  public var nsid: Int32?
  /// How far it is proved.
  public var proof: Proof

  /// The other end of a pair.
  public init(namespace: NamespaceID?, index: Int32, name: String?, nsid: Int32? = nil, proof: Proof) {
    self.namespace = namespace
    self.index = index
    self.name = name
    self.nsid = nsid
    self.proof = proof
  }

  /// Where the other end is; nil where it is hidden.
  public var link: LinkID? { namespace.map { LinkID(namespace: $0, index: index) } }
}
