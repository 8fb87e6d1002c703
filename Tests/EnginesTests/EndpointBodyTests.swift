import Engines
import Foundation
import Testing

@Suite("What a container is connected to a network by")
struct EndpointBodyTests {
  private func body(_ endpoint: String, config: String = "{}", command: String? = nil) throws -> JSONValue? {
    let command = command.map { #", "gantry.CreateCommand": \#($0)"# } ?? ""
    let text = """
      {"Id": "0123456789abcdef", "Config": \(config), "NetworkSettings": {"Networks": {"appnet": \(endpoint)}}\(command)}
      """
    let container = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    return EndpointBody(like: container, in: "appnet", id: "net")?.settings
  }

  @Test("What the user chose of an endpoint is kept, and what the engine chose is not")
  func choices() throws {
    let settings = try body(
      """
      {"IPAMConfig": {"IPv4Address": "10.0.0.7", "IPv6Address": "fd00::7"}, "Links": ["a:b"], "DriverOpts": {"x": "y"},
       "Aliases": ["db", "0123456789ab"], "NetworkID": "net", "EndpointID": "e", "IPAddress": "10.0.0.7",
       "Gateway": "10.0.0.1", "MacAddress": "02:42:0a:00:00:07", "GwPriority": 0}
      """)
    #expect(
      settings == [
        "IPAMConfig": ["IPv4Address": "10.0.0.7", "IPv6Address": "fd00::7"], "Links": ["a:b"],
        "DriverOpts": ["x": "y"], "Aliases": ["db"],
      ])
  }

  @Test("An endpoint of which all is the engine's choice stays so")
  func dynamic() throws {
    let endpoint = """
      {"IPAMConfig": null, "Aliases": ["0123456789ab"], "EndpointID": "e", "IPAddress": "10.0.0.7",
       "MacAddress": "02:42:0a:00:00:07"}
      """
    #expect(try body(endpoint) == .object([:]))
    #expect(try body(#"{"IPAMConfig": {}}"#) == ["IPAMConfig": .object([:])])
  }

  @Test("A hardware address is kept where the container was made with it, or shows it without running")
  func hardwareAddress() throws {
    let mac: JSONValue = ["MacAddress": "02:00:00:00:00:99"]
    #expect(
      try body(
        #"{"EndpointID": "e", "MacAddress": "02:00:00:00:00:99"}"#, config: #"{"MacAddress": "02:00:00:00:00:99"}"#)
        == mac)
    #expect(try body(#"{"EndpointID": "", "MacAddress": "02:00:00:00:00:99"}"#) == mac)
    #expect(try body(#"{"EndpointID": "e", "MacAddress": "02:42:0a:00:00:07"}"#) == .object([:]))
  }

  @Test("Podman's present addresses are kept; of one that does not run, those of the command that made it")
  func podman() throws {
    let running = #"{"EndpointID": "", "IPAddress": "10.0.0.7", "MacAddress": "02:00:00:00:00:99"}"#
    #expect(
      try body(running, command: "[]") == [
        "IPAMConfig": ["IPv4Address": "10.0.0.7"], "MacAddress": "02:00:00:00:00:99",
      ])
    let stopped = #"{"EndpointID": "", "IPAddress": "", "GlobalIPv6Address": "", "MacAddress": ""}"#
    func made(_ words: String...) throws -> JSONValue? {
      try body(stopped, command: String(decoding: JSONEncoder().encode(words), as: UTF8.self))
    }
    #expect(
      try made("podman", "create", "--network", "appnet", "--ip=10.0.0.8", "--ip6", "fd00::8", "busybox") == [
        "IPAMConfig": ["IPv4Address": "10.0.0.8", "IPv6Address": "fd00::8"]
      ])
    #expect(
      try made(
        "podman", "run", "--net", "other:ip=10.1.0.9", "--net=appnet:ip=10.0.0.9,mac=02:00:00:00:00:98", "busybox")
        == ["IPAMConfig": ["IPv4Address": "10.0.0.9"], "MacAddress": "02:00:00:00:00:98"])
    #expect(try made("podman", "create", "--network", "other", "--ip", "10.1.0.9", "busybox") == .object([:]))
  }

  @Test("Without addresses the rest stays, and a network that the container was not in has nothing")
  func others() throws {
    let settings: JSONValue = ["IPAMConfig": ["IPv4Address": "10.0.0.7"], "Aliases": ["db"]]
    #expect(EndpointBody(settings).addresses == ["10.0.0.7"])
    #expect(EndpointBody(settings).yielding.last?.settings == ["Aliases": ["db"]])
    let dual = EndpointBody(["IPAMConfig": ["IPv4Address": "10.0.0.9", "IPv6Address": "fd00::9"]])
    #expect(dual.yielding.map(\.addresses) == [["10.0.0.9"], ["fd00::9"], []])
    #expect(EndpointBody(like: .object([:]), in: "appnet", id: "net") == nil)
  }
}
