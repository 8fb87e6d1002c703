import Addresses

extension Action {
  /// What a person reads.
  public var summary: String {
    switch self {
    case .createBridge(let link, _): "make the bridge \(link.name)"
    case .removeBridge(let link, _): "remove the bridge \(link.name)"
    case .createVeth(let near, let far, _): "make a cable from \(near.name) to \(far.name) in \(far.namespace.name)"
    case .removeVeth(let near, let far, _): "remove the cable from \(near.name) to \(far.name) in \(far.namespace.name)"
    case .plug(let link, let bridge): "plug \(link.name) into \(bridge.name)"
    case .unplug(let link, let bridge): "take \(link.name) out of \(bridge.name)"
    case .isolate(let link): "isolate port \(link.name) (no traffic to other isolated ports)"
    case .join(let link): "stop isolating port \(link.name)"
    case .setUp(let link): "set \(link.place) up"
    case .setDown(let link): "set \(link.place) down"
    case .setAlias(let link, _): "mark \(link.name) as gantry's"
    case .clearAlias(let link, _): "take gantry's mark from \(link.name)"
    case .addAddress(let prefix, let link): "give \(link.place) the address \(prefix)"
    case .removeAddress(let prefix, let link): "take the address \(prefix) from \(link.place)"
    case .addDefaultRoute(let gateway, let link): "route everything else in \(link.namespace.name) through \(gateway)"
    case .removeDefaultRoute(let gateway, let link):
      "remove the default route through \(gateway) in \(link.namespace.name)"
    case .announce(let address, let link): "tell the neighbours of \(link.place) that it has \(address)"
    case .filter(let change): change.summary
    case .setting(let change): change.summary
    case .forward(let change): change.summary
    case .sandbox(let change): change.summary
    case .record(let network): "add the network \(network.name) to gantry's registry"
    case .forget(let network): "remove the network \(network.name) from gantry's registry"
    case .recordEndpoint(let endpoint):
      "add \(endpoint.far.namespace.name)'s connection to \(endpoint.network) to gantry's registry"
    case .forgetEndpoint(let endpoint):
      "remove \(endpoint.far.namespace.name)'s connection to \(endpoint.network) from gantry's registry"
    case .engine(let action): action.summary
    }
  }

  /// The same as a command that others would use; nil for gantry's own book-keeping.
  public var command: String? {
    switch self {
    case .createBridge(let link, let mtu):
      "\(link.namespace.ip) link add \(link.name.quoted)\(link.indexArgument) address \(link.mac) mtu \(mtu) type bridge"
        + " && sysctl -w net/ipv6/conf/\(link.name.quoted)/accept_ra=0"
    case .createVeth(let near, let far, let mtu):
      "\(near.namespace.ip) link add \(near.name.quoted)\(near.indexArgument) address \(near.mac) mtu \(mtu) type veth"
        + " peer name \(far.name.quoted)\(far.indexArgument) address \(far.mac) mtu \(mtu) netns \(far.namespace.argument)"
    case .removeBridge(let link, _), .removeVeth(let link, _, _): "\(link.namespace.ip) link del \(link.name.quoted)"
    case .plug(let link, let bridge): link.set("master \(bridge.name.quoted)")
    case .unplug(let link, _): link.set("nomaster")
    case .isolate(let link): link.set("type bridge_slave isolated on")
    case .join(let link): link.set("type bridge_slave isolated off")
    case .setUp(let link): link.set("up")
    case .setDown(let link): link.set("down")
    case .setAlias(let link, let mark): link.set("alias \(mark.text.quoted)")
    case .clearAlias(let link, _): link.set("alias ''")
    case .addAddress(let prefix, let link): "\(link.namespace.ip) address add \(prefix) dev \(link.name.quoted)"
    case .removeAddress(let prefix, let link): "\(link.namespace.ip) address del \(prefix) dev \(link.name.quoted)"
    case .addDefaultRoute(let gateway, let link):
      "\(link.namespace.ip) \(gateway.option)route add default via \(gateway) dev \(link.name.quoted)"
    case .removeDefaultRoute(let gateway, let link):
      "\(link.namespace.ip) \(gateway.option)route del default via \(gateway) dev \(link.name.quoted)"
    case .announce(let address, let link):
      link.namespace.running(
        address.family == .ipv4
          ? "arping -U -c 1 -I \(link.name.quoted) \(address)" : "ndsend \(address) \(link.name.quoted)")
    case .filter(let change): change.command
    case .setting(let change): change.command
    case .forward(let change): change.command
    case .sandbox(let change): change.command
    case .record, .forget, .recordEndpoint, .forgetEndpoint: nil
    case .engine(let action): action.command
    }
  }
}

extension IPAddress {
  /// What `ip` has to be told of a family that it does not take for granted.
  fileprivate var option: String { family == .ipv4 ? "" : "-6 " }
}

extension LinkTarget {
  /// `eth0 in web`, or the name alone where it is the host's.
  fileprivate var place: String { namespace.entry == .own ? name : "\(name) in \(namespace.name)" }

  fileprivate var indexArgument: String { index.map { " index \($0)" } ?? "" }

  fileprivate func set(_ what: String) -> String { "\(namespace.ip) link set \(name.quoted) \(what)" }
}
