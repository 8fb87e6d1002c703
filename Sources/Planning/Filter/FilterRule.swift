public import Addresses

/// One rule of a packet filter: what it looks at, and what becomes of a packet for which all of that holds.
public struct FilterRule: Hashable, Sendable {
  /// What a rule looks at.
  public enum Match: Hashable, Sendable {
    /// The packet came in by this link; or by any other.
    case input(String, isOther: Bool = false)
    /// The packet goes out by this link; or by any other.
    case output(String, isOther: Bool = false)
    /// The packet goes out by a link of this kind, as the kernel calls it: `bridge`.
    case outputKind(String)
    /// The packet is from an address of this range.
    case source(IPPrefix)
    /// The packet belongs to a connection that was let through before, or to its errors.
    case established
  }

  /// What becomes of a packet.
  public enum Verdict: String, Hashable, Sendable {
    case accept, drop, masquerade
  }

  /// All of these have to hold.
  public var matches: [Match]
  /// What becomes of it then.
  public var verdict: Verdict

  init(_ matches: Match..., verdict: Verdict) {
    self.matches = matches
    self.verdict = verdict
  }

  /// As nft(8) writes it.
  var text: String { (matches.map(\.text) + [verdict.rawValue]).joined(separator: " ") }

  /// As iptables(8) writes it; nil for what it is not used for.
  var iptables: [String]? {
    var words: [String] = []
    for match in matches {
      switch match {
      case .input(let name, let isOther): words += (isOther ? ["!"] : []) + ["-i", name]
      case .output(let name, let isOther): words += (isOther ? ["!"] : []) + ["-o", name]
      case .established: words += ["-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED"]
      case .outputKind, .source: return nil
      }
    }
    return verdict == .accept ? words + ["-j", "ACCEPT"] : nil
  }
}

extension FilterRule.Match {
  fileprivate var text: String {
    switch self {
    case .input(let name, let isOther): "iifname \(isOther ? "!= " : "")\"\(name)\""
    case .output(let name, let isOther): "oifname \(isOther ? "!= " : "")\"\(name)\""
    case .outputKind(let kind): "meta oifkind \"\(kind)\""
    case .source(let prefix): "\(prefix.address.family == .ipv4 ? "ip" : "ip6") saddr \(prefix)"
    case .established: "ct state established,related"
    }
  }
}
