import Topology

/// The arguments of `docker create` that ask for the same as a body of `POST /containers/create`. Pure.
///
/// What is left at the engine's default is left out. What the client has no option for is of no effect on the network or on
/// what runs: which streams a client attaches to, and an entrypoint of more than one word, of which the rest becomes part of
/// the command.
public struct CreateArguments: Sendable {
  private let body: JSONValue
  private let host: JSONValue
  /// Podman's client has no such option, or takes another word.
  private let isPodman: Bool

  /// - Parameters:
  ///   - body: the request's body.
  ///   - isPodman: true for `podman create`.
  public init(_ body: JSONValue, isPodman: Bool) {
    self.body = body
    self.isPodman = isPodman
    host = body["HostConfig"] ?? .null
  }

  /// The arguments after `create --name NAME`, not quoted.
  /// - Parameters:
  ///   - network: the value of `--network`.
  ///   - endpoint: what is chosen of the connection to it.
  public func list(network: String, endpoint: JSONValue) -> [String] {
    let entrypoint = texts(body["Entrypoint"])
    let hasEntrypoint = body["Entrypoint"].map { $0 != .null } ?? false
    let first = hasEntrypoint ? ["--entrypoint", entrypoint.first ?? ""] : []
    let command = entrypoint.dropFirst() + texts(body["Cmd"])
    return ["--network", network] + Self.endpoint(endpoint, isConnection: false) + identity + health + ports
      + nameService + storage + resources + rights + devices + logging + first + [body["Image"]?.text ?? ""] + command
  }

  /// The options of a connection: of `network connect`, or of `create`, where aliases have another option.
  public static func endpoint(_ endpoint: JSONValue, isConnection: Bool) -> [String] {
    let alias = isConnection ? "--alias" : "--network-alias"
    return option("--ip", endpoint["IPAMConfig"]?["IPv4Address"])
      + option("--ip6", endpoint["IPAMConfig"]?["IPv6Address"])
      + each(alias, endpoint["Aliases"]) + each("--link", endpoint["Links"])
      + (isConnection ? pairs("--driver-opt", endpoint["DriverOpts"]) : [])
      + (isConnection ? [] : option("--mac-address", endpoint["MacAddress"]))
  }

  // MARK: - Groups of options

  private var identity: [String] {
    Self.option("--hostname", body["Hostname"]) + (isPodman ? [] : Self.option("--domainname", body["Domainname"]))
      + Self.option("--user", body["User"]) + Self.option("--workdir", body["WorkingDir"])
      + texts(body["Env"]).filter { $0.contains("=") }.flatMap { ["--env", $0] }
      + Self.pairs("--label", body["Labels"]) + Self.pairs("--annotation", host["Annotations"])
      + flag("--tty", body["Tty"]) + flag("--interactive", body["OpenStdin"])
      + Self.option("--stop-signal", body["StopSignal"])
      + number("--stop-timeout", body["StopTimeout"], keepsZero: true)
      + Self.option("--mac-address", body["MacAddress"]) + flag("--init", host["Init"]) + restart
      + flag("--rm", host["AutoRemove"])
  }

  private var restart: [String] {
    guard let name = host["RestartPolicy"]?["Name"]?.text, !name.isEmpty, name != "no" else { return [] }
    let most = host["RestartPolicy"]?["MaximumRetryCount"]?.integer ?? 0
    return ["--restart", most > 0 ? "\(name):\(most)" : name]
  }

  private var health: [String] {
    guard let check = body["Healthcheck"], let kind = texts(check["Test"]).first else { return [] }
    if kind == "NONE" { return ["--no-healthcheck"] }
    let words = texts(check["Test"]).dropFirst()
    let command = kind == "CMD-SHELL" ? words.joined(separator: " ") : words.map(\.shellQuoted).joined(separator: " ")
    return ["--health-cmd", command] + duration("--health-interval", check["Interval"])
      + duration("--health-timeout", check["Timeout"]) + duration("--health-start-period", check["StartPeriod"])
      + duration("--health-start-interval", check["StartInterval"]) + number("--health-retries", check["Retries"])
  }

  private var ports: [String] {
    let bindings = host["PortBindings"]?.members ?? [:]
    let published = bindings.sorted { $0.key < $1.key }.flatMap { port, values in
      values.elements.flatMap { value -> [String] in
        let address = value["HostIp"]?.text ?? ""
        let place = (address.contains(":") ? "[\(address)]" : address)
        let hostPort = value["HostPort"]?.text ?? ""
        let start = address.isEmpty ? (hostPort.isEmpty ? "" : "\(hostPort):") : "\(place):\(hostPort):"
        return ["--publish", start + port]
      }
    }
    let exposed = (body["ExposedPorts"]?.members ?? [:]).keys.sorted().filter {
      bindings[$0]?.elements.isEmpty != false
    }
    return published + exposed.flatMap { ["--expose", $0] } + flag("--publish-all", host["PublishAllPorts"])
  }

  private var nameService: [String] {
    Self.each("--dns", host["Dns"]) + Self.each("--dns-search", host["DnsSearch"])
      + Self.each("--dns-option", host["DnsOptions"]) + Self.each("--add-host", host["ExtraHosts"])
      + links + Self.pairs("--sysctl", host["Sysctls"])
  }

  /// `/db:/web/dbalias` stands for `db:dbalias`.
  private var links: [String] {
    texts(host["Links"]).flatMap { text -> [String] in
      let parts = text.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, text.hasPrefix("/"), let alias = parts[1].split(separator: "/").last else {
        return ["--link", text]
      }
      return ["--link", "\(parts[0].dropFirst()):\(alias)"]
    }
  }

  private var storage: [String] {
    let bound = Set(texts(host["Binds"]).compactMap { $0.split(separator: ":").dropFirst().first.map(String.init) })
    let anonymous = (body["Volumes"]?.members ?? [:]).keys.sorted().filter { !bound.contains($0) }
    return Self.each("--volume", host["Binds"]) + anonymous.flatMap { ["--volume", $0] }
      + (host["Mounts"]?.elements ?? []).flatMap { ["--mount", MountArgument(mount: $0).text] }
      + Self.each("--volumes-from", host["VolumesFrom"]) + Self.option("--volume-driver", host["VolumeDriver"])
      + (host["Tmpfs"]?.members ?? [:]).sorted { $0.key < $1.key }.flatMap { path, options in
        ["--tmpfs", options.text.map { $0.isEmpty ? path : "\(path):\($0)" } ?? path]
      } + Self.pairs("--storage-opt", host["StorageOpt"]) + number("--shm-size", host["ShmSize"])
      + flag("--read-only", host["ReadonlyRootfs"])
  }

  private var resources: [String] {
    let cpus = host["NanoCpus"]?.integer ?? 0
    // Podman tells both of one limit.
    let hasCPUs = cpus > 0
    let swappiness = host["MemorySwappiness"]?.integer ?? -1
    let limits = (host["Ulimits"]?.elements ?? []).flatMap { limit -> [String] in
      let soft = limit["Soft"]?.integer ?? 0
      return ["--ulimit", "\(limit["Name"]?.text ?? "")=\(soft):\(limit["Hard"]?.integer ?? soft)"]
    }
    return (hasCPUs ? ["--cpus", Self.decimal(cpus)] : []) + number("--cpu-shares", host["CpuShares"])
      + (hasCPUs ? [] : number("--cpu-period", host["CpuPeriod"]) + number("--cpu-quota", host["CpuQuota"]))
      + number("--cpu-rt-period", host["CpuRealtimePeriod"]) + number("--cpu-rt-runtime", host["CpuRealtimeRuntime"])
      + Self.option("--cpuset-cpus", host["CpusetCpus"]) + Self.option("--cpuset-mems", host["CpusetMems"])
      + number("--memory", host["Memory"]) + number("--memory-reservation", host["MemoryReservation"])
      + number("--memory-swap", host["MemorySwap"])
      + (swappiness >= 0 ? ["--memory-swappiness", "\(swappiness)"] : [])
      + flag("--oom-kill-disable", host["OomKillDisable"]) + number("--oom-score-adj", host["OomScoreAdj"])
      + number("--pids-limit", host["PidsLimit"]) + number("--blkio-weight", host["BlkioWeight"]) + limits
      + blockDevices
      + Self.option("--cgroup-parent", host["CgroupParent"])
  }

  private var blockDevices: [String] {
    let options = [
      ("--blkio-weight-device", "BlkioWeightDevice", "Weight"), ("--device-read-bps", "BlkioDeviceReadBps", "Rate"),
      ("--device-write-bps", "BlkioDeviceWriteBps", "Rate"), ("--device-read-iops", "BlkioDeviceReadIOps", "Rate"),
      ("--device-write-iops", "BlkioDeviceWriteIOps", "Rate"),
    ]
    return options.flatMap { option, member, value in
      (host[member]?.elements ?? []).flatMap { one in
        [option, "\(one["Path"]?.text ?? ""):\(one[value]?.integer ?? 0)"]
      }
    }
  }

  private var rights: [String] {
    let hasOpenPaths = host["MaskedPaths"] == .array([]) && host["ReadonlyPaths"] == .array([])
    let isPrivileged = host["Privileged"]?.truth == true
    return flag("--privileged", host["Privileged"]) + Self.each("--cap-add", host["CapAdd"])
      + Self.each("--cap-drop", host["CapDrop"]) + Self.each("--security-opt", host["SecurityOpt"])
      + (hasOpenPaths && !isPrivileged ? ["--security-opt", "systempaths=unconfined"] : [])
      + Self.each("--group-add", host["GroupAdd"]) + Self.option("--ipc", host["IpcMode"])
      + Self.option("--pid", host["PidMode"]) + Self.option("--uts", host["UTSMode"])
      + Self.option("--userns", host["UsernsMode"]) + Self.option("--cgroupns", host["CgroupnsMode"])
      + (isPodman ? [] : Self.option("--runtime", host["Runtime"]))
  }

  private var devices: [String] {
    let paths = (host["Devices"]?.elements ?? []).flatMap { device -> [String] in
      let parts = ["PathOnHost", "PathInContainer", "CgroupPermissions"].compactMap { device[$0]?.text }
      return ["--device", parts.filter { !$0.isEmpty }.joined(separator: ":")]
    }
    let requests = (host["DeviceRequests"]?.elements ?? []).flatMap { request -> [String] in
      let ids = texts(request["DeviceIDs"])
      let count = request["Count"]?.integer ?? 0
      let amount = ids.isEmpty ? (count < 0 ? "all" : "\(count)") : "\"device=\(ids.joined(separator: ","))\""
      return ["--gpus", amount]
    }
    return paths + Self.each("--device-cgroup-rule", host["DeviceCgroupRules"]) + requests
  }

  private var logging: [String] {
    guard !isPodman else { return [] }
    return Self.option("--log-driver", host["LogConfig"]?["Type"])
      + Self.pairs("--log-opt", host["LogConfig"]?["Config"])
  }

  // MARK: - Kinds of options

  private func texts(_ value: JSONValue?) -> [String] { (value?.elements ?? []).compactMap(\.text) }

  private static func option(_ name: String, _ value: JSONValue?) -> [String] {
    guard let text = value?.text, !text.isEmpty else { return [] }
    return [name, text]
  }

  private static func each(_ name: String, _ value: JSONValue?) -> [String] {
    (value?.elements ?? []).compactMap(\.text).flatMap { [name, $0] }
  }

  private static func pairs(_ name: String, _ value: JSONValue?) -> [String] {
    (value?.members ?? [:]).sorted { $0.key < $1.key }.flatMap { [name, "\($0.key)=\($0.value.text ?? "")"] }
  }

  private func flag(_ name: String, _ value: JSONValue?) -> [String] { value?.truth == true ? [name] : [] }

  private func number(_ name: String, _ value: JSONValue?, keepsZero: Bool = false) -> [String] {
    guard let number = value?.integer, number != 0 || keepsZero else { return [] }
    return [name, "\(number)"]
  }

  /// Nanoseconds as Go reads them.
  private func duration(_ name: String, _ value: JSONValue?) -> [String] {
    guard let time = value?.integer, time > 0 else { return [] }
    return [name, time % 1_000_000_000 == 0 ? "\(time / 1_000_000_000)s" : "\(time)ns"]
  }

  /// A number of billionths.
  private static func decimal(_ billionths: Int64) -> String {
    let fraction = String(billionths % 1_000_000_000)
    let digits = String(repeating: "0", count: 9 - fraction.count) + fraction
    let short = String(digits.reversed().drop { $0 == "0" }.reversed())
    return "\(billionths / 1_000_000_000)\(short.isEmpty ? "" : ".\(short)")"
  }
}

/// One element of `HostConfig.Mounts` as the value of `--mount`.
private struct MountArgument {
  let mount: JSONValue

  var text: String {
    let type = mount["Type"]?.text ?? "volume"
    var parts = ["type=\(type)"]
    if let source = mount["Source"]?.text, !source.isEmpty { parts.append("source=\(source)") }
    parts.append("target=\(mount["Target"]?.text ?? "")")
    if mount["ReadOnly"]?.truth == true { parts.append("readonly") }
    if let kind = mount["BindOptions"]?["Propagation"]?.text, !kind.isEmpty { parts.append("bind-propagation=\(kind)") }
    if mount["BindOptions"]?["NonRecursive"]?.truth == true { parts.append("bind-recursive=disabled") }
    let volume = mount["VolumeOptions"]
    if volume?["NoCopy"]?.truth == true { parts.append("volume-nocopy") }
    if let path = volume?["Subpath"]?.text, !path.isEmpty { parts.append("volume-subpath=\(path)") }
    if let driver = volume?["DriverConfig"]?["Name"]?.text, !driver.isEmpty { parts.append("volume-driver=\(driver)") }
    for (name, value) in (volume?["DriverConfig"]?["Options"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      parts.append("volume-opt=\(name)=\(value.text ?? "")")
    }
    for (name, value) in (volume?["Labels"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      parts.append("volume-label=\(name)=\(value.text ?? "")")
    }
    if let size = mount["TmpfsOptions"]?["SizeBytes"]?.integer, size > 0 { parts.append("tmpfs-size=\(size)") }
    if let mode = mount["TmpfsOptions"]?["Mode"]?.integer, mode > 0 {
      parts.append("tmpfs-mode=\(String(mode, radix: 8))")
    }
    // The client reads it as a line of comma-separated values.
    return parts.map { part in
      part.contains { ",\"\n".contains($0) }
        ? "\"\(part.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"" : part
    }.joined(separator: ",")
  }
}
