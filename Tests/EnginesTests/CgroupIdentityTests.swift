import Engines
import Testing

private let a = String(repeating: "a1", count: 32)
private let b = String(repeating: "b2", count: 32)
private let uid = "0d9c5f84-1b0e-4d3c-9a8e-6f1f2e3d4c5b"
private let underscored = "0d9c5f84_1b0e_4d3c_9a8e_6f1f2e3d4c5b"

@Suite("A container named by a cgroup")
struct CgroupIdentityTests {
  @Test(
    "Each engine's cgroups name its containers",
    arguments: [
      ("0::/docker/\(a)", "docker", a, nil),
      ("0::/system.slice/docker-\(a).scope", "docker", a, nil),
      ("0::/system.slice/docker-\(a).scope/init.scope", "docker", a, nil),
      ("0::/system.slice:docker:\(a)", "docker", a, nil),
      ("12:pids:/docker/\(a)\n1:name=systemd:/docker/\(a)\n0::/docker/\(a)", "docker", a, nil),
      ("9:name=systemd:/\n8:pids:/docker/\(a)\n0::/", "docker", a, nil),
      ("0::/libpod_parent/libpod-\(a)", "podman", a, nil),
      ("0::/machine.slice/libpod-\(a).scope", "podman", a, nil),
      ("0::/machine.slice/libpod-\(a).scope/container", "podman", a, nil),
      ("0::/machine.slice/machine-libpod_pod_\(b).slice/libpod-\(a).scope", "podman", a, nil),
      (
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-\(a).scope/container", "podman", a, nil
      ),
      ("0::/system.slice/web.service/libpod-payload-\(a)", "podman", a, nil),
      ("0::/system.slice/nerdctl-\(a).scope", "containerd", a, nil),
      ("0::/system.slice/cri-containerd-\(a).scope", "containerd", a, nil),
      ("0::/kubepods/burstable/pod\(uid)/\(a)", "kubernetes", a, uid),
      ("11:cpu:/kubepods/pod\(uid)/\(a)", "kubernetes", a, uid),
      (
        "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod\(underscored).slice/cri-containerd-\(a).scope",
        "containerd", a, uid
      ),
      ("0::/kubepods.slice/kubepods-pod\(underscored).slice/crio-\(a).scope", "cri-o", a, uid),
      ("0::/kubepods.slice/kubepods-pod\(underscored).slice/docker-\(a).scope", "docker", a, uid),
      (
        "0::/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod\(underscored).slice/cri-containerd-\(a).scope",
        "containerd", a, uid
      ),
      (
        "0::/system.slice/containerd.service/kubepods-burstable-pod\(underscored).slice:cri-containerd:\(a)",
        "containerd", a, uid
      ),
      ("0::/lxc.payload.web", "lxc", "web", nil),
      ("0::/lxc.payload.web/init.scope", "lxc", "web", nil),
      ("4:memory:/lxc/web", "lxc", "web", nil),
      ("4:memory:/lxc/101/ns/init.scope", "lxc", "101", nil),
      ("0::/machine.slice/systemd-nspawn@web.service/payload", "nspawn", "web", nil),
      (#"0::/machine.slice/systemd-nspawn@my\x2dweb.service/payload/init.scope"#, "nspawn", "my-web", nil),
      (#"0::/machine.slice/machine-my\x2dweb.scope"#, "nspawn", "my-web", nil),
      ("0::/docker/\(a) (deleted)", "docker", a, nil),
      ("0::/../../docker/\(a)", "docker", a, nil),
    ] as [(String, String, String, String?)])
  func named(file: String, engine: String, id: String, pod: String?) {
    let expected = CgroupIdentity(engine: engine, id: id, pod: pod)
    #expect(CgroupIdentity(procCgroup: Array(file.utf8)) == expected)
    #expect(CgroupIdentity(procCgroup: Array((file + "\n").utf8)) == expected)
  }

  @Test(
    "A process of the host, or of an engine itself, is in no container",
    arguments: [
      "", "\n", "0::/", "0::", "0:", "0", "0::/init.scope", "0::/system.slice/ssh.service",
      "0::/user.slice/user-1000.slice/session-3.scope", "0::/system.slice/docker.service",
      "0::/docker", "0::/docker/", "0::/docker/buildkit", "0::/docker/\(a.dropLast())", "0::/docker/\(a)0",
      "0::/docker/\(a.uppercased())", "0::/\(a)", "0::/custom/\(a)", "0::/docker/x/\(a)",
      "0::/machine.slice/libpod-conmon-\(a).scope", "8:pids:/libpod_parent/conmon",
      "0::/system.slice/web.service/supervisor", "0::/kubepods/pod\(uid)", "0::/kubepods/podx/\(a)",
      "0::/kubepods.slice/kubepods-pod\(underscored).slice/crio-conmon-\(a).scope", "0::/lxc.monitor.web", "0::/lxc",
      "0::/lxc.payload.", "0::/machine.slice/systemd-nspawn@web.service/supervisor",
      #"0::/machine.slice/machine-qemu\x2d1\x2dvm.scope"#, "0::/machine.slice/systemd-nspawn@.service",
      "0::/machine-web.scope", "0::/docker-\(a).scopes", "0::docker-", "0::/:docker:\(a.dropLast())",
    ])
  func unnamed(file: String) {
    #expect(CgroupIdentity(procCgroup: Array(file.utf8)) == nil)
  }

  @Test(
    "The outermost container counts, and all of them are told apart",
    arguments: [
      ("0::/docker/\(a)/docker/\(b)", ["docker \(a)", "docker \(b)"]),
      ("0::/lxc.payload.web/docker/\(b)", ["lxc web", "docker \(b)"]),
      (
        "0::/docker/\(a)/kubelet/kubepods/pod\(uid)/\(b)", ["docker \(a)", "kubernetes \(b)"]
      ),
      ("5:cpu:/docker/\(a)\n0::/docker/\(a)/docker/\(b)", ["docker \(a)", "docker \(b)"]),
    ])
  func nested(file: String, all: [String]) {
    let nesting = CgroupIdentity.nesting(procCgroup: Array(file.utf8))
    #expect(nesting.map { "\($0.engine) \($0.id)" } == all)
    #expect(CgroupIdentity(procCgroup: Array(file.utf8)) == nesting.first)
  }

  @Test(
    "A container cannot take another one's name by naming cgroups of its own",
    arguments: [
      "docker/\(b)", "docker-\(b).scope", "supervisor", "lxc/\(b)", "lxc.payload.victim",
      "machine.slice/systemd-nspawn@victim.service", "kubepods/pod\(uid)/\(b)", ":docker:\(b)", " (deleted)",
    ])
  func impostor(name: String) {
    let file = "0::/docker/\(a)/\(name)"
    #expect(CgroupIdentity(procCgroup: Array(file.utf8)) == CgroupIdentity(engine: "docker", id: a))
  }

  @Test("Names may hold anything; what is no text is replaced, and an escaped line break stays escaped")
  func hostileNames() {
    func name(_ bytes: [UInt8]) -> String? {
      CgroupIdentity(procCgroup: Array("0::/lxc.payload.".utf8) + bytes)?.id
    }
    #expect(name([0xff, 0x41]) == "\u{fffd}A")
    #expect(name([0x1b, 0x5b]) == "\u{1b}[")
    #expect(name(Array("a:b c".utf8)) == "a:b c")
    let machine = #"0::/machine.slice/machine-a\x0ab\xzz\x2.scope"#
    #expect(CgroupIdentity(procCgroup: Array(machine.utf8))?.id == #"a\x0ab\xzz\x2"#)
  }

  @Test("No contents crash it, however broken")
  func random() {
    var generator = SeededGenerator(seed: 1)
    let pieces = [
      "0::", "12:cpu,cpuacct:", "/", "docker", "docker-", a, b, ".scope", ".slice", "\n", ":", "kubepods", "-pod", uid,
      underscored, "machine.slice", "systemd-nspawn@", ".service", "supervisor", "lxc", "lxc.payload.", "libpod-",
      #"\x2d"#, #"\x"#, " (deleted)", "\u{0}", "é",
    ].map { Array($0.utf8) }
    for _ in 0..<20_000 {
      var contents: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<12, using: &generator) {
        contents += pieces.randomElement(using: &generator) ?? []
        if Bool.random(using: &generator) { contents.append(.random(in: 0...255, using: &generator)) }
      }
      contents = Array(contents.prefix(.random(in: 0...max(1, contents.count), using: &generator)))
      let nesting = CgroupIdentity.nesting(procCgroup: contents)
      let first = CgroupIdentity(procCgroup: contents)
      #expect((first == nil) == nesting.isEmpty)
      #expect(nesting.allSatisfy { !$0.id.isEmpty })
    }
  }
}

/// A xorshift generator, so that what failed once fails again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
