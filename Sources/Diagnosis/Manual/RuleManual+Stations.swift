extension RuleManual {
  /// Addresses on a segment.
  static let stations: [RuleManual] = [
    RuleManual(
      .addressOutsideSubnet,
      needs: "bridges, members and their addresses; a closed segment, or an engine's own members",
      concludes: "a member has no address in any of the bridge's subnets, so that nobody answers it",
      spares:
        "second addresses, single ones (/32, /128), point-to-point, routes to the bridge's address, subnets in which "
        + "others are as well, VLAN filtering",
      [.warning: "always"], remedy: "give it the address back that its engine says it has; else what to choose"),
    RuleManual(
      .duplicateAddress, needs: "segments with the addresses of their stations; duplicate address detection",
      concludes: "an address is held twice where both hear each other, or the kernel refuses an IPv6 address",
      spares: "links that are down, other VLANs, link-local addresses, links of one namespace, single addresses, what "
        + "virtual routers share",
      [.error: "always"],
      remedy: "take it from who is not to have it, as the engine says; no command where nobody knows"),
    RuleManual(
      .duplicateMAC, needs: "segments with the hardware addresses of their stations and ports",
      concludes: "frames for both go to whoever spoke last",
      spares:
        "a bridge that has one of its ports', stacked links that share the one below, virtual routers, other VLANs",
      [.error: "always"], remedy: "give it back the one that its engine says it has; no command where nobody knows"),
    RuleManual(
      .wrongNeighbour, needs: "neighbours, and who has the address on the segment",
      concludes: "a neighbour entry that somebody set for good names another hardware address than its holder has",
      spares: "learnt entries, addresses with several holders, open segments unless an engine knows the holder",
      [.error: "always"], remedy: "take the entry away, so that the kernel asks"),
  ]

  /// VXLAN with a forwarding database.
  static let overlays: [RuleManual] = [
    RuleManual(
      .overlayEntry, needs: "neighbours and forwarding database of the tunnel's namespace",
      concludes: "for a neighbour that somebody set for good the forwarding database has no tunnel end: its frames are "
        + "dropped",
      spares:
        "tunnels with an entry for everybody, entries that stand for several ends, tunnels that a program or route "
        + "directs, neighbours on this side",
      [.error: "a route leads through the neighbour", .warning: "none does: it may be left over"],
      remedy: "add the entry, where the tunnel end is seen; else at whom to look"),
    RuleManual(
      .overlayTunnelEnd,
      needs: "forwarding database, and routes, segment and neighbours of the namespace in which the "
        + "tunnel's packets travel",
      concludes:
        "a tunnel end is this host itself, has no route, is nobody's on a closed segment, or is another one than "
        + "the one behind which the hardware address is seen",
      spares: "ends beyond a router, multicast groups, addresses that are seen nowhere",
      [
        .error: "frames are lost for certain", .warning: "it was asked just now, and nobody answered",
        .info: "it did not answer some time ago",
      ],
      remedy: "send it where the hardware address is seen; else at whom to look"),
    RuleManual(
      .overlayMTU,
      needs: "the tunnel ends' routes, the MTU of the link that they lead through, of the tunnel and of all who "
        + "send through it",
      concludes: "the largest frame and 50 bytes of headers (70 over IPv6) do not fit: they go in fragments, or "
        + "are lost where the sender forbids those",
      spares: "tunnels that could carry more than anybody sends", [.warning: "always"],
      remedy: "a larger MTU below, or a smaller one for all that is on the overlay"),
  ]

  /// What an engine says.
  static let engines: [RuleManual] = [
    RuleManual(
      .addressDiffers, needs: "an engine's configuration, addresses of a running container",
      concludes: "a container lacks the address that its engine says it has: published ports and names lead there",
      spares: "links that are down, second addresses beside it, IPv6 that is switched off, and what other rules tell: "
        + "another subnet, an address that somebody else has",
      [.error: "it has none in that family", .warning: "it has another one"], remedy: "give it that address back"),
    RuleManual(
      .leftoverSandbox, needs: "the search for namespaces, other mount namespaces included",
      concludes: "nothing but its mount in an engine's directory keeps a sandbox alive: no process, no container",
      spares: "the namespaces of Swarm's networks, and what is being made just now", [.info: "always"],
      remedy: "unmount and remove it"),
    RuleManual(
      .strandedSharer, needs: "an engine's configuration, the namespaces of both containers",
      concludes:
        "a container that shares another's network is in a namespace that the other has left, or which is gone",
      [.error: "always"], remedy: "restart the sharer, after the other one where that does not run"),
    RuleManual(
      .missingNetwork, needs: "all containers and networks of an engine that answers",
      concludes: "a container has an endpoint in a network that its engine does not have: it cannot be started",
      [.warning: "always"], remedy: "make the network again, and connect the container to it"),
  ]
}
