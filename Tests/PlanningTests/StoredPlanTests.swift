import Addresses
import Foundation
import Testing

@testable import Planning

/// What is written is read again as it was, whatever it is.
@Suite("Plans in files")
struct StoredPlanTests {
  private static let samples = Samples()

  @Test("Every kind of step is read again as it was written", arguments: samples.actions)
  func steps(action: Action) throws {
    let text = try JSONEncoder().encode(StoredAction(action))
    #expect(try JSONDecoder().decode(StoredAction.self, from: text).restored() == action)
  }

  @Test("No kind is left out: neither of the steps, nor of what they are made of")
  func all() {
    let stored = Self.samples.actions.map(StoredAction.init)
    #expect(Set(stored.map(\.kind)) == Set(StoredAction.Kind.allCases))
    #expect(Set(stored.compactMap(\.engine?.kind)) == Set(StoredEngineAction.Kind.allCases))
    #expect(Set(stored.compactMap(\.sandbox?.kind)) == Set(StoredSandboxChange.Kind.allCases))
    #expect(Set(stored.compactMap(\.engine?.origin?.kind)) == Set(StoredOrigin.Kind.allCases))
    #expect(Set(stored.compactMap(\.engine?.networkOrigin?.kind)) == Set(StoredNetworkOrigin.Kind.allCases))
    #expect(Set(stored.compactMap(\.engine?.connection?.kind)) == Set(StoredConnection.Kind.allCases))
    let matches = stored.compactMap(\.filter).flatMap(\.chains).flatMap(\.rules).flatMap(\.matches)
    #expect(Set(matches.map(\.kind)) == Set(StoredRule.Match.Kind.allCases))
  }

  @Test("A plan keeps its title, remarks and guards, and what is needed for it is found anew")
  func plan() throws {
    var plan = Plan("all of it", Self.samples.actions, remarks: ["a remark"])
    plan.guarded = [Plan.Guard(link: "eth0", reason: "the default route leads through it")]
    let text = try JSONEncoder().encode(StoredPlan(plan))
    #expect(try JSONDecoder().decode(StoredPlan.self, from: text).restored() == plan)
  }

  @Test("A step that lacks something is refused with its name")
  func lacking() throws {
    var stored = StoredAction(Self.samples.actions[0])
    stored.mtu = nil
    let error = #expect(throws: StoredFormatError.self) { try stored.restored() }
    #expect(error?.description == "\"create-bridge\" has no \"mtu\"")
  }
}

/// One value of each kind.
private struct Samples {
  var actions: [Action] { links + rules + registered + engines }

  private let host = NamespaceTarget(cookie: 7, name: "host", entry: .own, sandbox: nil)
  private let mac = MACAddress(bits: 0x02_00_5e_00_53_01)
  private let address = IPAddress(ipv4: 0x0a09_0001)
  private let prefix = IPPrefix("10.9.0.0/24") ?? .all(.ipv4)
  private var bridge: LinkTarget { LinkTarget(new: "br-lab", mac: mac, in: host) }

  private var links: [Action] {
    let others: [NamespaceTarget.Entry] = [.named("one"), .process(12), .unknown]
    let far = others.map {
      LinkTarget(new: "eth0", mac: mac, in: NamespaceTarget(cookie: 8, name: "one", entry: $0, sandbox: "box"))
    }
    var known = bridge
    known.index = 4
    return [
      .createBridge(bridge, mtu: 1500), .removeBridge(known, mtu: 1500), .plug(bridge, into: known),
      .unplug(bridge, from: known), .isolate(bridge), .join(bridge), .setUp(bridge), .setDown(bridge),
      .setAlias(bridge, OwnerMark("lab", 3, [.internal, .isolated, .existing])),
      .clearAlias(bridge, OwnerMark("lab", .max)), .addAddress(prefix, bridge), .removeAddress(prefix, bridge),
      .addDefaultRoute(via: address, bridge), .removeDefaultRoute(via: address, bridge), .announce(address, bridge),
    ] + far.flatMap { [.createVeth(near: bridge, far: $0, mtu: 1400), .removeVeth(near: bridge, far: $0, mtu: 1400)] }
  }

  private var network: NativeNetwork {
    NativeNetwork(
      number: 5, name: "lab", bridge: bridge, subnets: [NativeNetwork.Subnet(prefix: prefix, gateway: address)],
      isInternal: false, isolatesPorts: true, making: [.setUp(bridge)])
  }

  private var rules: [Action] {
    var filter = NetworkFilter(of: network, exits: ["up0"])
    filter.chains[0].handle = 9
    let setting = HostSetting(
      namespace: host, path: "net/ipv6/conf/all/forwarding", before: "0", after: "1", family: .ipv6)
    let tools: [ForwardPolicy.Tool] = [.iptables("iptables-nft"), .nft(family: "inet", table: "filter"), .missing("x")]
    let exceptions = zip(tools, [IPAddress.Family.ipv4, .ipv6, nil]).map { tool, family in
      ForwardException(of: network, in: ForwardPolicy(family: family, tool: tool, chain: "FORWARD"))
    }
    return [
      .filter(.add(filter)), .filter(.remove(filter)), .setting(.apply(setting)), .setting(.restore(setting)),
    ] + exceptions.flatMap { [.forward(.accept($0)), .forward(.withdraw($0))] }
  }

  private var registered: [Action] {
    let endpoint = NativeEndpoint(
      number: 6, network: "lab", bridge: bridge, near: bridge, far: bridge, addresses: [prefix], making: [.join(bridge)]
    )
    let container = NativeContainer(
      number: 8, name: "box", host: 7, configuredMode: "lab", namespace: NamespaceTarget(sandbox: "box"),
      command: ["sleep", "1"], process: ProcessIdentity(pid: 4, startTime: 99), making: [.setUp(bridge)])
    let files = SandboxFiles(of: "box", addresses: [address], isApart: true)
    let process = SandboxProcess(container: "box", namespace: host, command: ["sleep"], isDetached: true)
    let changes: [SandboxChange] = [
      .makeNamespace(host), .removeNamespace(host), .writeFiles(files), .removeFiles(files), .start(process),
      .stop(process), .record(container), .forget(container),
    ]
    return [.record(network), .forget(network), .recordEndpoint(endpoint), .forgetEndpoint(endpoint)]
      + changes.map(Action.sandbox)
  }

  private var engines: [Action] {
    let engine = EngineTarget(name: "docker", socket: "/run/docker.sock")
    let web = EngineObject(.container, "web", id: "0123", of: engine)
    let new = EngineObject(new: .container, "web", key: "k", firstName: "web-new", of: engine)
    let net = EngineObject(new: .network, "net", key: "n", of: engine)
    let spec = EngineEndpointSpec(addresses: [address], aliases: ["db"], mac: mac)
    let details = EngineNetworkSpec(
      subnets: [NativeNetwork.Subnet(prefix: prefix, gateway: address)], isInternal: true, mtu: 1400, bridge: "br-n",
      isolatesPorts: true)
    let actions: [EngineAction] = [
      .remember(web), .rememberEndpoint(web, in: net, spec), .returnEndpoint(web, to: net, spec),
      .createNetwork(net, .new(details)), .removeNetwork(net, .itself), .connect(web, to: net, spec),
      .disconnect(web, from: net, EngineEndpointSpec()),
      .createContainer(new, .image("busybox", command: ["sleep", "1"], .host)),
      .createContainer(
        new, .another(web, .network(net, spec), image: nil, owners: NamespaceOwners(pid: web, ipc: nil))),
      .removeContainer(
        web, .itself(name: "web", image: nil, sharing: nil, starts: false, owners: NamespaceOwners(ipc: new))),
      .removeContainer(web, .itself(name: "web", image: "i", sharing: new, starts: true)), .start(web), .stop(web),
      .rename(web, from: "a", to: "b"), .commit(web, image: "i"), .removeImage(web, image: "i"),
      .verify(web, .none, isRunning: true), .verify(web, .container(new), isRunning: false),
      .verify(web, .host, isRunning: true), .verify(web, .unchanged, isRunning: true),
      .verify(web, .network(net, spec), isRunning: true),
      .watch(web, SettleTime(seconds: 7, endsWithHealth: true)),
      .expectRunning(web, SettleTime(seconds: 0, endsWithHealth: false)),
    ]
    return actions.map(Action.engine)
  }
}
