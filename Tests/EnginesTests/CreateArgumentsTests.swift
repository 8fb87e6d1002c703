import Foundation
import Testing

@testable import Engines

/// The words of `docker create` out of a request's body.
@Suite("Arguments of docker create")
struct CreateArgumentsTests {
  private func words(_ body: JSONValue, isPodman: Bool = false) -> [String] {
    CreateArguments(body, isPodman: isPodman).list(network: "n", endpoint: .object([:]))
  }

  @Test("What is at its default is left out; the image comes before the command")
  func plain() {
    #expect(words(["Image": "i", "Cmd": ["a", "b c"]]) == ["--network", "n", "i", "a", "b c"])
  }

  @Test("An empty entrypoint is asked for, and one of several words goes on in the command")
  func entrypoint() {
    #expect(words(["Image": "i", "Entrypoint": []]).suffix(3) == ["--entrypoint", "", "i"])
    #expect(
      words(["Image": "i", "Entrypoint": ["sh", "-c"], "Cmd": ["x"]]).suffix(5)
        == ["--entrypoint", "sh", "i", "-c", "x"])
  }

  @Test("A health check has its command and its times; none is switched off")
  func health() {
    let check: JSONValue = [
      "Test": ["CMD", "test", "-e", "/a b"], "Interval": .integer(2_000_000_000), "Timeout": .integer(1_500_000_000),
    ]
    #expect(
      words(["Image": "i", "Healthcheck": check]).dropFirst(2).dropLast()
        == ["--health-cmd", "test -e '/a b'", "--health-interval", "2s", "--health-timeout", "1500000000ns"])
    #expect(words(["Image": "i", "Healthcheck": ["Test": ["NONE"]]]).contains("--no-healthcheck"))
  }

  @Test(
    "Ports are published as they were asked for",
    arguments: [
      ("", "", "80/tcp"), ("", "8080", "8080:80/tcp"), ("127.0.0.1", "8080", "127.0.0.1:8080:80/tcp"),
      ("127.0.0.1", "", "127.0.0.1::80/tcp"), ("::1", "8080", "[::1]:8080:80/tcp"),
    ])
  func ports(address: String, port: String, argument: String) {
    let binding: JSONValue = ["HostIp": .string(address), "HostPort": .string(port)]
    let body: JSONValue = ["Image": "i", "HostConfig": ["PortBindings": ["80/tcp": [binding]]]]
    #expect(words(body).dropFirst(2).prefix(2) == ["--publish", argument])
  }

  @Test("Mounts are one value of commas and quotes")
  func mounts() {
    let mount: JSONValue = [
      "Type": "volume", "Source": "v", "Target": "/a,b", "ReadOnly": true,
      "VolumeOptions": ["NoCopy": true, "DriverConfig": ["Options": ["o": "x=\"1\""]]],
    ]
    let words = words(["Image": "i", "HostConfig": ["Mounts": [mount]]])
    #expect(
      words.contains(#"type=volume,source=v,"target=/a,b",readonly,volume-nocopy,"volume-opt=o=x=""1""""#), "\(words)")
  }

  @Test("CPUs are a decimal number, and Podman's second telling of them is left out")
  func cpus() {
    let host: JSONValue = [
      "NanoCpus": .integer(1_250_000_000), "CpuPeriod": .integer(100_000), "CpuQuota": .integer(125_000),
    ]
    let words = words(["Image": "i", "HostConfig": host])
    #expect(words.contains("1.25") && !words.contains("--cpu-quota"))
  }
}
