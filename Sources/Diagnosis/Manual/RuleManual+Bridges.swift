extension RuleManual {
  /// Bridges, and the gateways that are on them.
  static let bridges: [RuleManual] = [
    RuleManual(
      .bridgeDown, needs: "bridges with their ports",
      concludes: "a bridge that is down forwards nothing, and live cables are plugged into it",
      spares: "unused bridges",
      [.error: "containers are on it, or somebody has it as gateway", .warning: "else"], remedy: "set it up"),
    RuleManual(
      .bridgeGone, needs: "an engine's networks, and the namespace in which it keeps its bridges",
      concludes: "the bridge that an engine names for a network does not exist",
      spares: "other drivers, and engines that make a bridge with its first container",
      [.error: "containers are on the network", .warning: "none is"],
      remedy: "make the bridge again, with its address and ports"),
    RuleManual(
      .bridgeWithoutGateway, needs: "a closed segment; default routes and addresses of all its stations",
      concludes:
        "nobody on the segment answers for a default gateway that members use: no address of any namespace on it, "
        + "nobody who answers for others (proxy_arp)",
      spares: "segments that lead out of sight, members that have a fixed neighbour entry for their gateway",
      [.error: "always"],
      remedy: "give the bridge the address that its engine says it has; let the host's end of a routed pod answer"),
    RuleManual(
      .subnetsOverlap, needs: "addresses of bridges, the main table of their namespaces",
      concludes: "packets for addresses of one network go to another one, or through a route elsewhere",
      spares:
        "bridges in different namespaces or down, single addresses, refusals, default routes, routes through a link "
        + "that stands on the bridge",
      [
        .warning: "addresses of the network, or of a link in use, are lost",
        .info: "the network hides a part of a larger net, or of one that nobody uses",
      ],
      remedy: "take the route away where it is nobody's own; else make the network again with another subnet"),
    RuleManual(
      .egressMTU, needs: "a network's bridge and the link of the default route",
      concludes: "members may send larger packets than the way out takes", [.info: "always"],
      remedy: "nothing, as long as large transfers work; else the network's MTU"),
    RuleManual(
      .macvlanAndHost, needs: "neighbours of both sides",
      concludes: "one of a macvlan or ipvlan and the host it stands on looked for the other, which cannot hear it",
      spares: "those who never tried", [.info: "always"],
      remedy: "a bridge network, or a link of the same kind for the host"
    ),
  ]
}
