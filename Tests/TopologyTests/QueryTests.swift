import TestSupport
import Testing
import Topology

@Suite struct QueryTests {
  private static let first = TutorialHost.snapshot()
  private static let second = TutorialHost.snapshot(ticks: 1)
  private static let rates = RateTable(from: first, to: second)

  @Test(
    "A query finds the containers it describes",
    arguments: [
      ("", "bbox01 bbox02 bbox03 bbox04 old web"), ("bbox", "bbox01 bbox02 bbox03 bbox04"), ("BBOX01", "bbox01"),
      ("172.17.0.3", "web"), ("mode:none", "bbox03"), ("mode:host", "bbox02"), ("mode:container", "bbox04"),
      ("mode=container:bbox01", "bbox04"), ("mode:cont mode:bridge", ""), ("!bbox", "old web"),
      ("ip:172.17", "bbox01 bbox04 web"), ("ip:172.1", ""), ("ip:172.17.", "bbox01 bbox04 web"),
      ("ip:172.17.0.2", "bbox01 bbox04"), ("ip:172.17.0.0/30", "bbox01 bbox04 web"), ("ip:10.0.0.0/8", ""),
      ("ip:192.0.2.2", ""), ("state:run", "bbox01 bbox02 bbox03 bbox04 web"), ("state:exited", "old"),
      ("state:down", "web"), ("image:nginx", "web"), ("image=busybox", ""), ("network:bridge", "bbox01 old web"),
      ("driver:null", "bbox03"), ("engine:podman", ""), ("pid:4711", "bbox01"), ("pid>4740", "bbox04 web"),
      ("rate>14k", "bbox01"), ("rate>15.1kB/s", ""), ("rx>96kbit", ""), ("rx=96kbit", "bbox01"), ("tx<1", "web"),
      ("rx:0", "web"), ("mac:02:42:ac:11:00:03", "web"), ("ns:bbox01", "bbox01 bbox04"),
      ("ns:net:[4026532177]", "bbox01 bbox04"),
      ("\"web\"", "web"), ("name=we", ""), ("id:776562", "web"), ("docker mode:none", "bbox03"),
      ("drops>0", ""), ("drops<1 bbox01", "bbox01"), ("!state:running", "old"), ("  web  ", "web"),
      ("mtu:1500", "bbox01 bbox04 web"),
    ])
  func containers(text: String, names: String) throws {
    let query = try Query(parsing: text)
    let found = Self.second.containers.filter { query.matches($0, in: Self.second, rates: Self.rates) }
    #expect(found.map(\.name) == names.split(separator: " ").map(String.init))
  }

  @Test(
    "A query finds the links it describes",
    arguments: [
      ("proof:hidden", "veth9"), ("kind:veth state:down", "veth77a01cc eth0"), ("kind:vlan", ""), ("rate>1M", "eth0"),
      ("rate>14k rate<16k", "docker0 vethecd04f5 eth0"), ("network:bridge kind:veth", "vethecd04f5 veth77a01cc"),
      ("state:no-carrier", "br-lab veth77a01cc"), ("ns:lab-x !lo", "dummy0"), ("mtu>1500 ns:host", "lo"),
      ("2001:db8:77::1", "dummy0"), ("ip:2001:db8:77", "dummy0"), ("ip:2001:db8:7", ""), ("ip:2001:db8::/48", "eth0"),
      ("mac=c6:01:02:03:04:20", "veth9"), ("02:42:0a:00:00:01", "docker0"), ("image:nginx", ""),
    ])
  func links(text: String, names: String) throws {
    let query = try Query(parsing: text)
    let links = Self.second.namespaces.flatMap(\.links)
    #expect(
      links.filter { query.matches($0, in: Self.second, rates: Self.rates) }.map(\.name)
        == names.split(separator: " ").map(String.init))
  }

  @Test(
    "A query finds the networks it describes",
    arguments: [
      ("ip:172.17.3.4", "bridge"), ("ip:10.0.0.0/8", "lab"), ("driver:bridge", "bridge lab"), ("docker0", "bridge"),
      ("state:no-carrier", "lab"), ("10.88", "lab"), ("mode:none", ""), ("rate>1k", "bridge"),
      ("!driver:bridge", "host none"),
    ])
  func networks(text: String, names: String) throws {
    let query = try Query(parsing: text)
    let found = Self.second.networks.filter { query.matches($0, in: Self.second, rates: Self.rates) }
    #expect(found.map(\.name) == names.split(separator: " ").map(String.init))
  }

  @Test(
    "A query finds the namespaces it describes",
    arguments: [
      ("role:named", "lab-x"), ("bbox04", "bbox01"), ("pid:4790", "bbox01"), ("id:8300", "lab-x"),
      ("image:nginx", "web"),
      ("net:[4026532301]", "bbox03"), ("ip:198.51.100.0/24", "lab-x"), ("role:host", "host"),
      ("rate>14k !role:host", "bbox01"),
    ])
  func namespaces(text: String, names: String) throws {
    let query = try Query(parsing: text)
    let found = Self.second.namespaces.filter { query.matches($0, in: Self.second, rates: Self.rates) }
    #expect(found.map { Self.second.name(of: $0) } == names.split(separator: " ").map(String.init))
  }

  @Test(
    "A text that is no query says what is wrong and where",
    arguments: [
      ("mod:x", #"no field "mod" (did you mean "mode"?), at character 1"#),
      ("web colour:red", #"no field "colour" (a word with a colon stands in double quotes), at character 5"#),
      ("mode:", #"a value is missing after "mode:", at character 6"#),
      ("rate>fast", #""fast" is no number like 1500, 10k or 1.5MiB, at character 6"#),
      ("name>3", #"name is no number: use "name:", at character 5"#),
      ("ip:web", #""web" is no address, CIDR or beginning of an address, at character 4"#),
      ("ip:10.0.0.0/33", #""10.0.0.0/33" is no address, CIDR or beginning of an address, at character 4"#),
      ("x \"open", #"the closing " is missing, at character 3"#), ("web !", #"nothing after "!", at character 6"#),
    ])
  func errors(text: String, message: String) {
    #expect(throws: QueryError.self) { try Query(parsing: text) }
    do throws(QueryError) {
      _ = try Query(parsing: text)
    } catch {
      #expect(error.description == message)
    }
  }

  @Test("Without rates nothing matches a rate, whatever it is compared with")
  func unknownRates() throws {
    for text in ["rate>0", "rate<1M", "rx:0"] {
      let query = try Query(parsing: text)
      #expect(query.needsRates)
      #expect(!Self.first.containers.contains { query.matches($0, in: Self.first, rates: RateTable()) })
    }
    #expect(try !Query(parsing: "mtu>9").needsRates)
  }

  @Test("Labels are found by name, and by name and value")
  func labels() throws {
    let container = Container(
      key: ContainerKey(engine: "docker", id: "1"), id: "1", name: "a", engine: "docker",
      labels: [.init(name: "com.example.tier", value: "Front")])
    let snapshot = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 0), containers: [container])
    for (text, matches) in [
      ("label:tier", true), ("label=com.example.tier=front", true), ("label:tier=back", false), ("label:tier=fr", true),
    ] {
      #expect(try Query(parsing: text).matches(container, in: snapshot, rates: RateTable()) == matches, "\(text)")
    }
  }
}
