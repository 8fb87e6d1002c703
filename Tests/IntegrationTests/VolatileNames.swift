import TestSupport

/// Lasting names for what engines choose anew each time: ids, dynamic addresses, ephemeral ports, anonymous volumes.
struct VolatileNames {
  private var names: [(text: String, name: String)] = []
  private var ports: [(text: String, name: String)] = []
  private let replacesInterfaces: Bool

  /// - Parameter document: only what it lists is replaced.
  init(_ containers: [JSON], _ networks: [JSON], _ document: UndoDocument) {
    replacesInterfaces = document.lists("names and order of interfaces")
    if document.lists("ids") {
      for container in containers { addID(container, "container") }
      for network in networks { addID(network, "network") }
    }
    for container in containers {
      if document.lists("anonymous volumes") { addVolumes(container) }
      if document.lists("dynamic addresses and MACs") { addDynamic(container) }
      if document.lists("ephemeral ports") { addPorts(container) }
    }
    // Longer ones first, since some are beginnings of others.
    names.sort { $0.text.count > $1.text.count }
  }

  private mutating func add(_ text: String?, _ name: String) {
    if let text, !text.isEmpty { names.append((text, "{\(name)}")) }
  }

  private mutating func addID(_ object: JSON, _ kind: String) {
    guard let id = object["Id"].string, let name = object["Name"].string?.trimmingPrefix("/") else { return }
    add(id, "\(kind) \(name)")
    add(String(id.prefix(12)), "\(kind) \(name)")
  }

  private mutating func addVolumes(_ container: JSON) {
    for mount in container["Mounts"].array where mount["Name"].string?.count == 64 {
      add(mount["Name"].string, "volume of \(container["Name"].string ?? "") at \(mount["Destination"].string ?? "")")
    }
  }

  private mutating func addDynamic(_ container: JSON) {
    for (network, endpoint) in container["NetworkSettings"]["Networks"].object {
      let owner = "\(container["Name"].string ?? "") in \(network)"
      if endpoint["IPAMConfig"]["IPv4Address"].string == nil {
        add(endpoint["IPAddress"].string, "address of \(owner)")
      }
      if endpoint["IPAMConfig"]["IPv6Address"].string == nil {
        add(endpoint["GlobalIPv6Address"].string, "v6 address of \(owner)")
      }
      guard container["Config"]["MacAddress"].string?.isEmpty != false else { continue }
      add(endpoint["MacAddress"].string, "MAC of \(owner)")
    }
  }

  private mutating func addPorts(_ container: JSON) {
    let wanted = container["HostConfig"]["PortBindings"].object
    for (port, bindings) in container["NetworkSettings"]["Ports"].object {
      guard wanted[port]?[0]["HostPort"].string?.isEmpty != false else { continue }
      for binding in bindings.array {
        guard let number = binding["HostPort"].string else { continue }
        ports.append((number, "{port of \(container["Name"].string ?? "") \(port)}"))
      }
    }
  }

  /// Replaces everything volatile in a text.
  func replaced(_ text: String) -> String {
    // Limits of the kernel's are such numbers too.
    let all = text.contains(": setting ") ? names : names + ports
    return all.reduce(text) { text, volatile in
      guard text.contains(volatile.text) else { return text }
      return text.replacingWhole(volatile.text, with: volatile.name)
    }
  }

  /// Replaces the names of interfaces in a line about a container's namespace.
  /// - Parameter interfaces: the hardware addresses of the container's interfaces by their names.
  func replacedInterfaces(_ line: String, of container: JSON, _ interfaces: [String: String]) -> String {
    let name = container["Name"].string ?? ""
    let whole = line.replacing("container:", with: "container \(name):")
    guard replacesInterfaces else { return whole }
    return container["NetworkSettings"]["Networks"].object.reduce(whole) { line, endpoint in
      guard let mac = endpoint.value["MacAddress"].string, let interface = interfaces[mac] else { return line }
      return line.replacingWhole(interface, with: "{interface in \(endpoint.key)}")
    }
  }
}

extension String {
  /// Replaces a text where it is no part of a longer word or number.
  fileprivate func replacingWhole(_ text: String, with name: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : " "
      let after = range.upperBound < endIndex ? self[range.upperBound] : " "
      result += rest[..<range.lowerBound]
      result += before.isHexDigit || after.isHexDigit ? text : name
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
