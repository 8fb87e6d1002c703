extension RuleManual {
  /// Links and their cables.
  static let cables: [RuleManual] = [
    RuleManual(
      .peerDown, needs: "both ends of a veth pair",
      concludes: "the end that is up has no carrier, since the other one is down",
      spares: "pairs of which both ends are down, and pairs that nobody uses",
      [.error: "the end that is down is a container's", .warning: "it is another namespace's or the host's"],
      remedy: "set it up, with the addresses and routes that went with it"),
    RuleManual(
      .noCarrier, needs: "links, what they are stacked on, and the state of a bridge's ports",
      concludes:
        "a link that is up and has an address, is a port, or has such a link stacked on it carries nothing; or it is "
        + "down under one",
      spares:
        "what is explained: a bridge without live ports or whose ports wait for spanning tree, a peer that is down or "
        + "hidden, a link below without a carrier, a tap or tun that no program holds open",
      [.warning: "always"], remedy: "set the link below up; else what to look at, by the kind of link"),
    RuleManual(
      .hiddenPeer, needs: "the search for namespaces, other mount namespaces included",
      concludes: "the other end of a cable is in a namespace that nothing shows",
      [
        .warning: "everything was looked at",
        .info:
          "rights are missing, or it is the uplink of a host that is itself in a namespace, whose other end is outside",
      ],
      remedy: "what may hold it; to delete the end only where it has no address and no route leads through it"),
    RuleManual(
      .mtuDiffers, needs: "both ends of a veth pair, bridges with their ports",
      concludes: "frames that are larger than the smaller MTU are dropped there, and the sender is not told",
      spares: "ends that are down, ports that are larger than their bridge", [.warning: "always"],
      remedy: "give both ends, or all that is on the bridge, the same MTU"),
    RuleManual(
      .vethWithoutBridge, needs: "both ends, all routes of the near one's namespace, neighbours of the far one",
      concludes:
        "the far end has an address, and the near one leads on to nothing: no bridge, no address, no route, nothing "
        + "stacked on it",
      spares:
        "routed pods (a host route through the cable), direct cables, cables on which a neighbour answers, and those "
        + "of Cilium, whose program in the kernel forwards without either",
      [
        .error: "an engine says on which network it is",
        .warning: "it is a container's, or its gateway shows that it is a routed pod",
        .info: "else",
      ],
      remedy: "plug it into the network's bridge; give a routed pod its host route back"),
    RuleManual(
      .orphanedVeth, needs: "both ends, all routes of their namespace",
      concludes:
        "both ends are in one namespace, without address, route, or anything stacked on them, one of them a port at "
        + "most",
      spares: "pairs that join two bridges, and those that are being made just now", [.info: "always"],
      remedy: "delete them: one finding and one command for all of a namespace"),
    RuleManual(
      .losses, needs: "two snapshots, a second apart",
      concludes: "errors grow, or more than five drops a second that are more than one in a hundred packets",
      spares:
        "counters that went down, links that were made anew, frames to all that an overlay without an entry for them "
        + "drops", [.warning: "always"],
      remedy: "what to look at, and the command that shows the counters"),
    RuleManual(
      .staleName, needs: "the directory of ip-netns(8), and other mount namespaces",
      concludes: "a name is left on which no namespace is mounted",
      spares: "names that are mounted elsewhere, and those that are being made just now", [.warning: "always"],
      remedy: "remove the name"),
  ]
}
