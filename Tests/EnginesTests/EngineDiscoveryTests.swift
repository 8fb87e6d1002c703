import Engines
import Testing

@Suite("Where engines may be")
struct EngineDiscoveryTests {
  private func places(
    _ environment: [String: String] = [:], files: HostFiles = .only([]), isRoot: Bool = false
  ) -> [String] {
    EngineDiscovery(environment: environment, files: files, isRoot: isRoot).candidates().map { candidate in
      switch candidate.address {
      case .socket(let path): "\(candidate.kind) \(path) (\(candidate.reason))"
      case .remote(let url): "\(candidate.kind) remote \(url) (\(candidate.reason))"
      case .unintelligible(let text): "\(candidate.kind) unintelligible \(text) (\(candidate.reason))"
      }
    }
  }

  private let defaults = [
    "docker /var/run/docker.sock (default path)", "podman /run/podman/podman.sock (default path)",
  ]

  @Test("Without any configuration: the engines' own default paths")
  func bare() {
    #expect(places() == defaults)
  }

  @Test("A user's own sockets are looked for in XDG_RUNTIME_DIR, everybody's by root")
  func users() {
    #expect(
      places(["XDG_RUNTIME_DIR": "/run/user/1000"]) == [
        "docker /var/run/docker.sock (default path)", "docker /run/user/1000/docker.sock (default path)",
        "podman /run/podman/podman.sock (default path)", "podman /run/user/1000/podman/podman.sock (default path)",
      ])
    let files = HostFiles.only(["/run/user/1000/docker.sock", "/run/user/1001/podman/podman.sock"])
    #expect(
      places(files: files, isRoot: true).filter { $0.contains("/run/user") } == [
        "docker /run/user/1000/docker.sock (default path)", "docker /run/user/1001/docker.sock (default path)",
        "podman /run/user/1000/podman/podman.sock (default path)",
        "podman /run/user/1001/podman/podman.sock (default path)",
      ])
    #expect(places(files: files) == defaults)
  }

  @Test("DOCKER_HOST and CONTAINER_HOST come first; what is not a local socket is remote")
  func hosts() {
    #expect(
      places(["DOCKER_HOST": "unix:///tmp/d.sock", "CONTAINER_HOST": "ssh://root@far/run/podman/podman.sock"])
        == [
          "docker /tmp/d.sock (DOCKER_HOST)",
          "podman remote ssh://root@far/run/podman/podman.sock (CONTAINER_HOST)",
        ] + defaults)
    #expect(places(["DOCKER_HOST": "tcp://127.0.0.1:2375"]).first == "docker remote tcp://127.0.0.1:2375 (DOCKER_HOST)")
    #expect(places(["DOCKER_HOST": ""]) == defaults)
    #expect(places(["DOCKER_HOST": "unix://"]) == defaults)
    #expect(places(["DOCKER_HOST": "/tmp/d.sock"]).first == "docker /tmp/d.sock (DOCKER_HOST)")
  }

  @Test(
    "Only what speaks of another host is remote; what is no endpoint at all is said to be none",
    arguments: [
      ("tcp://h:2375", "remote"), ("ssh://me@h", "remote"), ("http://h:2375", "remote"), ("https://h", "remote"),
      ("bogus", "unintelligible"), ("bogus://h", "unintelligible"), ("localhost:2375", "unintelligible"),
      ("unix:/run/d.sock", "unintelligible"), ("unix://run/d.sock", "unintelligible"), ("fd://", "unintelligible"),
      ("npipe:////./pipe/docker_engine", "unintelligible"), ("TCP://h", "unintelligible"), (" ", "unintelligible"),
    ])
  func endpoints(text: String, word: String) {
    for (variable, kind) in [("DOCKER_HOST", "docker"), ("CONTAINER_HOST", "podman")] {
      #expect(places([variable: text]) == ["\(kind) \(word) \(text) (\(variable))"] + defaults)
    }
  }

  private static func contexts(_ current: String) -> HostFiles {
    .only([
      "/h/.docker/config.json": #"{"auths":{},"currentContext":"\#(current)"}"#,
      "/h/.docker/contexts/meta/aaa/meta.json": "not json",
      "/h/.docker/contexts/meta/bbb/meta.json": #"{"Name":"far","Endpoints":{"docker":{"Host":"ssh://far"}}}"#,
      "/h/.docker/contexts/meta/ccc/meta.json":
        #"{"Name":"own","Metadata":{},"Endpoints":{"docker":{"Host":"unix:///run/user/7/docker.sock"}}}"#,
      "/h/.docker/contexts/meta/ddd/meta.json": #"{"Name":"empty","Endpoints":{}}"#,
    ])
  }

  @Test(
    "The client's current context is followed",
    arguments: [
      ("own", "docker /run/user/7/docker.sock (context own)"), ("far", "docker remote ssh://far (context far)"),
      ("default", nil), ("empty", nil), ("gone", nil), ("", nil),
    ] as [(String, String?)])
  func context(name: String, place: String?) {
    let expected = (place.map { [$0] } ?? []) + defaults
    #expect(places(["HOME": "/h"], files: Self.contexts(name)) == expected)
    #expect(places(["HOME": "/h", "DOCKER_CONTEXT": name], files: Self.contexts("")) == expected)
    #expect(places(["HOME": "/x", "DOCKER_CONFIG": "/h/.docker"], files: Self.contexts(name)) == expected)
  }

  @Test("DOCKER_HOST overrides every context, as it does for Docker's own client")
  func precedence() {
    let environment = ["HOME": "/h", "DOCKER_HOST": "unix:///tmp/d.sock", "DOCKER_CONTEXT": "far"]
    #expect(places(environment, files: Self.contexts("own")).first == "docker /tmp/d.sock (DOCKER_HOST)")
  }

  @Test("A broken configuration is none")
  func broken() {
    #expect(places(["HOME": "/h"], files: .only(["/h/.docker/config.json": "{"])) == defaults)
  }

  @Test("A socket with two paths is there once, under the one that somebody configured")
  func duplicates() {
    var files = HostFiles.only([])
    files.identity = { $0.hasSuffix("docker.sock") ? .init(device: 1, inode: 1) : nil }
    #expect(
      places(["DOCKER_HOST": "unix:///run/docker.sock"], files: files) == [
        "docker /run/docker.sock (DOCKER_HOST)", "podman /run/podman/podman.sock (default path)",
      ])
    #expect(places(["DOCKER_HOST": "unix:///var/run/docker.sock"]).count == 2)
  }
}
