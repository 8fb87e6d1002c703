/// `IFLA_BOND_*`.
public struct BondInfo: Hashable, Sendable {
  /// How the members are used.
  public enum Mode: UInt8, Hashable, Sendable {
    /// In turn.
    case balanceRoundRobin
    /// One at a time.
    case activeBackup
    /// By hash.
    case balanceXOR
    /// All at once.
    case broadcast
    /// LACP.
    case ieee8023ad
    /// By load, outgoing.
    case balanceTLB
    /// By load.
    case balanceALB
  }

  /// How the members are used; `nil` where the kernel says something unknown.
  public var mode: Mode?
  /// The member in use, in active-backup mode.
  public var activeMember: InterfaceIndex?

  /// What the kernel leaves out, to be set one by one.
  public init() {}
}
