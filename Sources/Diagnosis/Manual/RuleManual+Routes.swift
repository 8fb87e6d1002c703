extension RuleManual {
  /// Default routes.
  static let routes: [RuleManual] = [
    RuleManual(
      .noDefaultRoute, needs: "an engine's configuration, all routes of the container",
      concludes: "the network has a gateway, and the namespace no default route in that family",
      spares: "internal networks, links that are down, refusals on purpose, VPNs that lead everything out in halves",
      [.error: "always"], remedy: "put the route back"),
    RuleManual(
      .refusedDefault, needs: "routes, metrics and rules",
      concludes: "a blackhole, unreachable or prohibit route or rule comes before the default route",
      spares: "refusals where there is no default route, and those that come after it", [.warning: "always"],
      remedy: "take the refusal away; of a rule, what to look at"),
    RuleManual(
      .equalDefaults, needs: "routes and metrics; the kernel is asked which it takes",
      concludes: "chance decides between two IPv4 default routes of one metric", [.info: "always"],
      remedy: "nothing, or another metric for one of them"),
    RuleManual(
      .strayDefault, needs: "the default route in use, the segment that it leads to",
      concludes:
        "nobody passes on what is sent there: it leads through a bridge's port, onto a closed segment without a "
        + "gateway, or to a member that sends it back",
      spares: "members with another way out, and whoever answers for others", [.error: "always"],
      remedy: "take the route away, and set the real one"),
    RuleManual(
      .gatewayDiffers, needs: "an engine's configuration, default routes by metric",
      concludes: "the kernel uses another gateway than the one that the engine names",
      spares: "links that are down, internal networks", [.info: "always"],
      remedy: "nothing, or a priority for the network that is to lead out"),
    RuleManual(
      .gatewayOffLink, needs: "default routes, the addresses and routes of their links",
      concludes:
        "the kernel cannot look for the gateway: it is in no subnet of the link, and no route says that it is there",
      spares: "link-local gateways, host routes to the gateway, point-to-point addresses, onlink, tunnels",
      [.error: "a container's", .warning: "another's"],
      remedy: "give the link the address back that its engine says it has; else what to look at"),
    RuleManual(
      .gatewaySilent, needs: "neighbours; a segment of which not all stations are known",
      concludes: "a default gateway in use did not answer",
      spares:
        "closed segments, where addresses decide and a neighbour entry is history; gateways that nobody asked for",
      [.warning: "it was asked just now", .info: "it did not answer some time ago"],
      remedy: "what to look at, and how to ask again"),
  ]

  /// The way through the host.
  static let forwarding: [RuleManual] = [
    RuleManual(
      .notForwarded, needs: "the host's default route, forwarding of the host and the link, its packet filter",
      concludes:
        "what members send to somebody outside is not forwarded: it is switched off, or a rule or policy drops it",
      spares: "networks that are to have no way out, hosts without a default route, rules that cannot be judged",
      [
        .error: "containers use a network that an engine set up to get out", .warning: "none does now",
        .info: "no engine knows the network",
      ],
      remedy: "switch it on, or let it through"),
    RuleManual(
      .notTranslated, needs: "the packet filter, a private subnet, an engine's options",
      concludes: "packets leave with an address that nobody outside can answer",
      spares: "networks that are routed on purpose, public subnets, rules that cannot be judged",
      [.warning: "of IPv4", .info: "of IPv6, which engines leave untranslated by default"],
      remedy: "masquerade, as the engine does"),
    RuleManual(
      .hostRefuses, needs: "the packet filter of the host, addresses of its bridges",
      concludes: "what members of a network ask of their own host is dropped by a rule or the policy of INPUT",
      [
        .warning: "a rule that is for this network only has dropped something",
        .info: "else: firewalls do so by default",
      ],
      remedy: "nothing, if that is meant; else let it in"),
    RuleManual(
      .conntrackFull, needs: "the table of tracked connections",
      concludes: "nine tenths of its limit are used; once it is full, packets of new connections are dropped",
      [.error: "it is full", .warning: "it is nearly full"], remedy: "a higher limit, and a look at who opens so many"),
    RuleManual(
      .publishedUnheard, needs: "an engine's published ports, listening sockets of the container",
      concludes: "nobody listens on a published port, or on a loopback address only", spares: "host mode",
      [.warning: "it listens on 127.0.0.1 only", .info: "nobody listens: it may be starting"],
      remedy: "let it listen on all addresses"),
  ]
}
