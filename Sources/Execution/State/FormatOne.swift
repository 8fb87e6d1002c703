import Engines

/// What gantry 0.1.0 wrote, turned into the format of now. It wrote its values as Swift does by itself: a case is an object
/// with one member, the case's name, which has what goes with it as `_0`, `_1`, or by its label.
enum FormatOne {
  static func entry(_ old: JSONValue) throws -> JSONValue {
    var new = old
    let plan = try member(old, "plan")
    new["plan"] = .object([
      "title": try member(plan, "title"), "steps": .array(try member(plan, "steps").elements.map(action)),
      "remarks": try member(plan, "remarks"), "guarded": plan["guarded"] ?? .array([]),
    ])
    new["made"] = nil
    new["links"] = .array(try member(old, "made").elements.map(link))
    new["filters"] = .array([])
    var memory = old["memory"] ?? .object(["objects": .array([]), "descriptions": .object([:])])
    memory["successors"] = .object([:])
    new["memory"] = memory
    new["leftovers"] = .array([])
    return new
  }

  /// It gave no numbers: what it made is told by its links.
  private static let number = JSONValue.integer(0)

  static func network(_ old: JSONValue) throws -> JSONValue {
    var new = old
    new["number"] = number
    new["bridge"] = try link(member(old, "bridge"))
    new["making"] = try actions(old)
    return new
  }

  static func endpoint(_ old: JSONValue) throws -> JSONValue {
    var new = old
    new["number"] = number
    for name in ["bridge", "near", "far"] { new[name] = try link(member(old, name)) }
    new["making"] = try actions(old)
    return new
  }

  static func container(_ old: JSONValue) throws -> JSONValue {
    var new = old
    new["number"] = number
    new["namespace"] = try namespace(member(old, "namespace"))
    new["making"] = try actions(old)
    return new
  }

  private static func actions(_ old: JSONValue) throws -> JSONValue {
    .array(try member(old, "making").elements.map(action))
  }

  private static func member(_ value: JSONValue, _ name: String) throws(StateError) -> JSONValue {
    guard let member = value[name] else { throw StateError("\"\(name)\" is missing") }
    return member
  }

  /// The name of a case, and what goes with it.
  private static func parts(_ value: JSONValue) throws(StateError) -> (name: String, arguments: JSONValue) {
    guard let only = value.members.first, value.members.count == 1 else {
      throw StateError("there is no single case, but \(value.members.keys.sorted())")
    }
    return (only.key, only.value)
  }
}

// Links, and steps on them.
extension FormatOne {
  private static func namespace(_ old: JSONValue) throws -> JSONValue {
    let (entry, arguments) = try parts(member(old, "entry"))
    var new = old
    new["entry"] = .string(entry)
    if entry == "named" { new["file"] = try member(arguments, "_0") }
    if entry == "process" { new["pid"] = try member(arguments, "_0") }
    new["sandbox"] = nil
    new["container"] = old["sandbox"]
    return new
  }

  private static func link(_ old: JSONValue) throws -> JSONValue {
    var new = old
    new["namespace"] = try namespace(member(old, "namespace"))
    return new
  }

  private static func action(_ old: JSONValue) throws -> JSONValue {
    let (name, arguments) = try parts(old)
    func argument(_ name: String) throws -> JSONValue { try member(arguments, name) }
    func make(_ kind: JSONValue, _ members: [String: JSONValue]) -> JSONValue {
      .object(members.merging(["kind": kind]) { $1 })
    }
    func onLink(_ kind: JSONValue, _ label: String = "_0", _ members: [String: JSONValue] = [:]) throws -> JSONValue {
      make(kind, members.merging(["link": try link(argument(label))]) { $1 })
    }
    switch name {
    case "createBridge": return try onLink("create-bridge", "_0", ["mtu": argument("mtu")])
    case "removeBridge": return try onLink("remove-bridge", "_0", ["mtu": argument("mtu")])
    case "createVeth", "removeVeth":
      return try onLink(
        name == "createVeth" ? "create-veth" : "remove-veth", "near",
        ["other": link(argument("far")), "mtu": argument("mtu")])
    case "plug": return try onLink("plug", "_0", ["other": link(argument("into"))])
    case "unplug": return try onLink("unplug", "_0", ["other": link(argument("from"))])
    case "isolate", "join": return try onLink(.string(name))
    case "setUp": return try onLink("set-up")
    case "setDown": return try onLink("set-down")
    case "addAddress": return try onLink("add-address", "_1", ["prefix": argument("_0")])
    case "removeAddress": return try onLink("remove-address", "_1", ["prefix": argument("_0")])
    case "addDefaultRoute": return try onLink("add-default-route", "_1", ["address": argument("via")])
    case "removeDefaultRoute": return try onLink("remove-default-route", "_1", ["address": argument("via")])
    case "announce": return try onLink("announce", "_1", ["address": argument("_0")])
    case "filter":
      let (change, value) = try parts(argument("_0"))
      return make(change == "add" ? "add-filter" : "remove-filter", ["filter": try filter(member(value, "_0"))])
    case "setting":
      let (change, value) = try parts(argument("_0"))
      return make(
        change == "apply" ? "apply-setting" : "restore-setting", ["setting": try inNamespace(member(value, "_0"))])
    case "forward":
      let (change, value) = try parts(argument("_0"))
      return make(
        change == "accept" ? "accept-forward" : "withdraw-forward", ["exception": try exception(member(value, "_0"))])
    case "sandbox": return make("sandbox", ["sandbox": try sandboxChange(argument("_0"))])
    case "record": return make("record-network", ["network": try network(argument("_0"))])
    case "forget": return make("forget-network", ["network": try network(argument("_0"))])
    case "recordEndpoint": return make("record-endpoint", ["endpoint": try endpoint(argument("_0"))])
    case "forgetEndpoint": return make("forget-endpoint", ["endpoint": try endpoint(argument("_0"))])
    case "engine": return make("engine", ["engine": try engineAction(argument("_0"))])
    default: throw StateError("there is no step \"\(name)\"")
    }
  }

  private static func inNamespace(_ old: JSONValue) throws -> JSONValue {
    var new = old
    new["namespace"] = try namespace(member(old, "namespace"))
    return new
  }
}

// Rules, and containers of gantry's own.
extension FormatOne {
  private static func filter(_ old: JSONValue) throws -> JSONValue {
    var new = try inNamespace(old)
    new["number"] = number
    new["chains"] = .array(
      try member(old, "chains").elements.map { chain in
        var new = chain
        new["rules"] = try rules(chain)
        return new
      })
    return new
  }

  private static func rules(_ old: JSONValue) throws -> JSONValue {
    .array(
      try member(old, "rules").elements.map { rule in
        var new = rule
        new["matches"] = .array(try member(rule, "matches").elements.map(match))
        return new
      })
  }

  private static func match(_ old: JSONValue) throws -> JSONValue {
    let (name, arguments) = try parts(old)
    switch name {
    case "input", "output":
      return .object([
        "kind": .string(name), "link": try member(arguments, "_0"),
        "isOther": arguments["isOther"] ?? .bool(false),
      ])
    case "outputKind": return .object(["kind": "output-kind", "link": try member(arguments, "_0")])
    case "source": return .object(["kind": "source", "prefix": try member(arguments, "_0")])
    default: return .object(["kind": .string(name)])
    }
  }

  private static func exception(_ old: JSONValue) throws -> JSONValue {
    var new = try inNamespace(old)
    let policy = try member(old, "policy")
    let (tool, arguments) = try parts(member(policy, "tool"))
    new["policy"] = nil
    new["number"] = number
    new["family"] = policy["family"]
    new["chain"] = try member(policy, "chain")
    new["tool"] = .string(tool)
    new["program"] = arguments["_0"]
    new["tableFamily"] = arguments["family"]
    new["table"] = arguments["table"]
    new["rules"] = try rules(old)
    return new
  }

  private static func sandboxChange(_ old: JSONValue) throws -> JSONValue {
    let (name, arguments) = try parts(old)
    let value = try member(arguments, "_0")
    switch name {
    case "makeNamespace": return .object(["kind": "make-namespace", "namespace": try namespace(value)])
    case "removeNamespace": return .object(["kind": "remove-namespace", "namespace": try namespace(value)])
    case "writeFiles": return .object(["kind": "write-files", "files": value])
    case "removeFiles": return .object(["kind": "remove-files", "files": value])
    case "start", "stop": return .object(["kind": .string(name), "program": try inNamespace(value)])
    default: return .object(["kind": .string(name), "container": try container(value)])
    }
  }
}

// Steps of engines; their objects are written as they were.
extension FormatOne {
  private static func engineAction(_ old: JSONValue) throws -> JSONValue {
    let (name, arguments) = try parts(old)
    func argument(_ name: String) throws -> JSONValue { try member(arguments, name) }
    var new = JSONValue.object(["object": try argument("_0")])
    func finish(_ kind: JSONValue, _ members: [String: JSONValue?] = [:]) -> JSONValue {
      new["kind"] = kind
      for (name, value) in members { new[name] = value }
      return new
    }
    switch name {
    case "createNetwork": return finish("create-network", ["networkOrigin": try networkOrigin(argument("_1"))])
    case "removeNetwork": return finish("remove-network", ["networkOrigin": try networkOrigin(argument("_1"))])
    case "connect": return finish("connect", ["network": try argument("to"), "spec": try argument("_2")])
    case "disconnect": return finish("disconnect", ["network": try argument("from"), "spec": try argument("_2")])
    case "createContainer": return finish("create-container", ["origin": try origin(argument("_1"))])
    case "removeContainer": return finish("remove-container", ["origin": try origin(argument("_1"))])
    case "rename": return finish("rename", ["from": try argument("from"), "to": try argument("to")])
    case "commit": return finish("commit", ["image": try argument("image")])
    case "removeImage": return finish("remove-image", ["image": try argument("image")])
    case "verify":
      return finish(
        "verify", ["connection": try connection(argument("_1")), "isRunning": try argument("isRunning")])
    default: return finish(.string(name))
    }
  }

  private static func networkOrigin(_ old: JSONValue) throws -> JSONValue {
    let (name, arguments) = try parts(old)
    var new = JSONValue.object(["kind": .string(name)])
    new["spec"] = arguments["_0"]
    return new
  }

  private static func connection(_ old: JSONValue) throws -> JSONValue {
    let (name, arguments) = try parts(old)
    var new = JSONValue.object(["kind": .string(name)])
    new["object"] = arguments["_0"]
    new["spec"] = arguments["_1"]
    return new
  }

  private static func origin(_ old: JSONValue) throws -> JSONValue {
    let (name, arguments) = try parts(old)
    var new = JSONValue.object(["kind": .string(name)])
    switch name {
    case "image":
      new["image"] = try member(arguments, "_0")
      new["command"] = try member(arguments, "command")
      new["connection"] = try connection(member(arguments, "_2"))
    case "another":
      new["object"] = try member(arguments, "_0")
      new["connection"] = try connection(member(arguments, "_1"))
      new["image"] = arguments["image"]
    default:
      for name in ["name", "image", "sharing", "starts"] { new[name] = arguments[name] }
    }
    return new
  }
}
