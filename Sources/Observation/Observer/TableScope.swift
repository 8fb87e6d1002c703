/// How much is read of the tables of neighbours and of forwarding, which change by themselves and show no wiring.
///
/// The neighbours of all namespaces are in one table of the kernel's, which each dump walks through: with as many
/// namespaces as neighbours, reading all is quadratic.
public enum TableScope: Sendable {
  /// Nothing.
  case none
  /// What findings rest on: of few namespaces everything; of many the entries of default gateways, which are asked for
  /// one by one, and the neighbours of the host and of those with a bridge, a macvlan or ipvlan link, or a VXLAN link.
  case findings
  /// Everything.
  case all
}
