import TestSupport

/// A host for commands: a bridge with two namespaces plugged in, each of which calls its end `eth0`.
struct CommandLab {
  let lab: Lab
  let host: LabNamespace
  let one: LabNamespace
  let two: LabNamespace

  init() throws {
    lab = try Lab("cmd")
    host = try lab.namespace("host")
    one = try lab.namespace("one")
    two = try lab.namespace("two")
    try host.addBridge("br-lab")
    try host.addAddress("10.78.0.1/24", to: "br-lab")
    for (number, namespace) in [one, two].enumerated() {
      try lab.connect(host, "port\(number)", namespace, "eth0")
      try host.ip("link", "set", "port\(number)", "master", "br-lab")
      try namespace.addAddress("10.78.0.\(number + 2)/24", to: "eth0")
      try namespace.addRoute("default", via: "10.78.0.1")
    }
  }

  /// The program in the host's namespace, where no engine is.
  var gantry: GantryUnderTest {
    var gantry = GantryUnderTest(in: host)
    gantry.environment = ["DOCKER_HOST": "unix:///run/\(host.name)/none.sock", "LANG": "C.UTF-8"]
    return gantry
  }
}
