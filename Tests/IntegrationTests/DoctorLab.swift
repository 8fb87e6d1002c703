import TestSupport

/// A host with two namespaces on its bridge, wired as an engine would wire them, for tests to break.
///
/// ```
/// host  br0 10.5.0.1/24 ── p-one ═ eth0 one 10.5.0.2    default via 10.5.0.1
///                       └─ p-two ═ eth0 two 10.5.0.3    default via 10.5.0.1
/// ```
final class DoctorLab {
  let lab: Lab
  let host, one, two: LabNamespace
  private let gantry: GantryUnderTest
  /// By inode, as a namespace outlives its name.
  private let places: [UInt64: (name: String, namespace: LabNamespace)]

  init() throws {
    let lab = try Lab("doctor")
    (self.lab, host, one, two) = try (lab, lab.namespace("host"), lab.namespace("one"), lab.namespace("two"))
    gantry = GantryUnderTest(in: host)
    places = try [
      host.inode(): ("host", host), one.inode(): ("one", one), two.inode(): ("two", two),
    ]
    try host.addBridge("br0")
    try host.addAddress("10.5.0.1/24", to: "br0")
    for (member, port, address) in [(one, "p-one", "10.5.0.2/24"), (two, "p-two", "10.5.0.3/24")] {
      try lab.connect(host, port, member, "eth0")
      try host.ip("link", "set", port, "master", "br0")
      try member.addAddress(address, to: "eth0")
      try member.addRoute("default", via: "10.5.0.1")
    }
  }

  /// Runs shell commands with the lab's names in them: `$host`, `$one`, `$two`, and `$lab` for files.
  func shell(_ script: String) throws {
    let names = "lab=\(lab.name) host=\(host.name) one=\(one.name) two=\(two.name); "
    try Command("sh", "-ec", names + script)()
  }

  /// What is found on this lab; other tests' labs are on the machine as well.
  func findings() throws -> [JSON] { try own(gantry.json("list", "all")["findings"]) }

  /// The same by `gantry doctor`, with its exit status.
  func doctor(_ object: String...) throws -> (findings: [JSON], status: Int32) {
    let output = try gantry.command(["doctor", "--json"] + object).run()
    return (try own(JSON(parsing: output.standardOutput)["findings"]), output.status)
  }

  /// What `gantry doctor` writes for people.
  func words(_ object: String) throws -> Output { try gantry.run("doctor", object) }

  /// Where a finding is: `one/eth0`, `host/br0`, `host`.
  func place(of finding: JSON) throws -> String {
    let object = finding["object"].string?.replacing("bridge:", with: "") ?? ""
    let parts = object.split(separator: "/")
    let inode = parts.first?.split(separator: ":").last.flatMap { UInt64($0) }
    guard let place = inode.flatMap({ places[$0] }) else { return object }
    guard let index = parts.dropFirst().first.flatMap({ Int($0) }) else { return place.name }
    let link = try place.namespace.ipJSON("link").array.first { $0["ifindex"].int == index }
    return "\(place.name)/\(link?["ifname"].string ?? "#\(index)")"
  }

  private func own(_ findings: JSON) throws -> [JSON] {
    try findings.array.filter { finding in
      // Every gantry sees all leftover names of the machine, as its own namespace's.
      if finding["rule"].string == "stale-name" { return finding["title"].string?.contains(lab.name) ?? false }
      return try !place(of: finding).contains(":")
    }
  }
}
