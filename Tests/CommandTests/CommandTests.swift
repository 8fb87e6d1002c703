import ArgumentParser
import Reports
import Screen
import TestSupport
import Testing
import Topology

@testable import gantry

@Suite struct CommandTests {
  private let snapshot = TutorialHost.snapshot()

  @Test(
    "A command line that is right is understood",
    arguments: [
      [], ["list"], ["list", "links", "--json", "--watch"], ["list", "--filter", "mode:none state:running"],
      ["show", "web", "--json"], ["doctor"], ["doctor", "web", "--json"], ["export", "--format", "dot"], ["support"],
      ["--color", "never"],
      ["network", "create", "lab", "--subnet", "10.9.0.0/24", "--gateway", "10.9.0.1", "--mtu", "1400", "--internal"],
      ["network", "create", "lab", "--engine", "native", "--bridge", "br0", "--dry-run"],
      ["network", "rm", "lab", "-y"],
      ["attach", "web", "--network", "lab", "--ip", "10.9.0.7", "--interface", "eth1"], ["detach", "web", "lab"],
      ["detach", "web", "--all", "--yes"], ["undo"], ["undo", "3"], ["undo", "--list"], ["undo", "--recover"],
      ["list", "--color", "always", "--ascii"],
    ])
  func accepted(arguments: [String]) throws {
    _ = try Gantry.parseAsRoot(arguments)
  }

  @Test(
    "A command line that is wrong is refused, with the reason",
    arguments: [
      (["bogus"], "bogus"), (["list", "things"], "things"), (["list", "--filter", "mod:x"], "did you mean \"mode\"?"),
      (["show"], "object"), (["export"], "--format"), (["export", "--format", "svg"], "svg"),
      (["--color", "sometimes"], "sometimes"),
      (["network", "create"], "name"), (["network", "create", "lab", "--subnet", "10.9"], "is no subnet"),
      (["network", "create", "lab", "--gateway", "x"], "is no address"), (["attach", "web"], "--network"),
      (["attach", "web", "--network", "lab", "--ip", "x"], "is no address"), (["detach", "web"], "--all"),
      (["detach", "web", "lab", "--all"], "--all"), (["undo", "--list", "--recover"], "exclude"),
      (["undo", "3", "--list"], "exclude"),
    ])
  func refused(arguments: [String], reason: String) {
    do {
      _ = try Gantry.parseAsRoot(arguments)
      Issue.record("\(arguments) was accepted")
    } catch {
      #expect(Gantry.exitCode(for: error) == .validationFailure)
      #expect(Gantry.fullMessage(for: error).contains(reason))
    }
  }

  @Test("Options before a sub-command hold for it as well")
  func optionsBefore() throws {
    let command = try Gantry.parseAsRoot(["--color", "always", "--ascii", "list"])
    let list = try #require(command as? ListCommand)
    #expect(list.output.color == .always)
    #expect(list.output.ascii)
  }

  @Test("An object that is not there fails with the closest names")
  func unknownObject() throws {
    let failure = try #require(throws: CommandFailure.self) { try snapshot.object(named: "docke0\u{1b}") }
    #expect(failure.status == 1)
    #expect(
      failure.description
        == #"there is no object "docke0\x1b". Did you mean docker0? "gantry list" lists them all."#)
  }

  @Test("An object that could be several fails with each of them, as it can be written")
  func ambiguousObject() throws {
    let failure = try #require(throws: CommandFailure.self) { try snapshot.object(named: "host") }
    #expect(failure.status == 1)
    #expect(failure.details == ["network:host  (network host)", "namespace:host  (namespace host)"])
    for detail in failure.details {
      let written = String(detail.prefix { $0 != " " })
      #expect(throws: Never.self) { try snapshot.object(named: written) }
    }
  }

  @Test("A page and its JSON tell of the same object")
  func show() throws {
    var command = try ShowCommand.parse(["web"])
    #expect(try command.text(in: snapshot, Presentation()).hasPrefix("container web\n"))
    command = try ShowCommand.parse(["web", "--json"])
    let json = try JSON(parsing: command.text(in: snapshot, Presentation()))
    #expect(json["containers"].array.map { $0["name"].string } == ["web"])
    #expect(json["networks"].array.map { $0["name"].string } == ["bridge"])
    #expect(
      json["namespaces"].array.map { $0["links"].array.compactMap { $0["name"].string } } == [
        ["docker0", "veth77a01cc"], ["lo", "eth0"],
      ])
    #expect(json["findings"].array.map { $0["rule"].string } == ["peer-down"])
    #expect(try SchemaValidator.ofThisRepository().findings(in: json) == [])
  }

  @Test("The doctor tells what, where, why and what to do, worst first, and what it comes to")
  func doctor() throws {
    let (text, isWell) = try DoctorCommand.parse([]).report(on: snapshot, since: nil, Presentation())
    #expect(!isWell)
    #expect(text.hasPrefix("error: web: its eth0 is down, so its cable to host/veth77a01cc has no carrier\n"))
    #expect(text.contains("\n  where  link web/eth0\n  why    web/eth0#12 is down, operational state down"))
    #expect(text.contains("\n  to do  Set eth0 up and put back what went with it: "))
    #expect(text.contains("\nFound: 1 error, 1 warning.\n\nLooked at: "))
    #expect(text.hasSuffix("\nNot looked at: packet filters of any namespace, other hosts.\n"))
    let narrow = try DoctorCommand.parse([]).report(on: snapshot, since: nil, Presentation(width: 60)).text
    #expect(narrow.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix("warning: ") || $0.count <= 60 })
  }

  @Test("The doctor's JSON about an object has the findings that concern it, and no others")
  func doctorJSON() throws {
    let (text, isWell) = try DoctorCommand.parse(["bbox01", "--json"])
      .report(on: snapshot, since: nil, Presentation())
    #expect(isWell)
    let json = try JSON(parsing: text)
    #expect(json["findings"] == .array([]))
    #expect(json["containers"].array.map { $0["name"].string }.contains("bbox01"))
    #expect(try SchemaValidator.ofThisRepository().findings(in: json) == [])
    let all = try JSON(parsing: DoctorCommand.parse(["--json"]).report(on: snapshot, since: nil, Presentation()).text)
    #expect(all["findings"].array.map { $0["rule"].string } == ["peer-down", "hidden-peer"])
  }

  @Test("The doctor of a well object says so, and what was looked for")
  func doctorWell() throws {
    let (text, isWell) = try DoctorCommand.parse(["bbox01"]).report(on: snapshot, since: snapshot, Presentation())
    #expect(isWell)
    #expect(text.hasPrefix("Nothing was found on container bbox01. Looked for: a cable of which only one end is up; "))
  }

  @Test("A filter limits every kind of object and what is wrong with them")
  func filter() throws {
    let listing = Listing(kind: .all, query: try Query(parsing: "state:no-carrier"), form: .json)
    let json = try JSON(parsing: listing.text(of: snapshot, RateTable(), Presentation(), isIndented: false))
    #expect(json["containers"] == .array([]))
    #expect(json["networks"].array.map { $0["name"].string } == ["lab"])
    #expect(
      json["namespaces"].array.flatMap { $0["links"].array }.map { $0["name"].string } == ["br-lab", "veth77a01cc"])
    #expect(json["findings"] == .array([]))
  }

  @Test("Watched as JSON, a picture is one line")
  func jsonLines() {
    let listing = Listing(kind: .all, query: nil, form: .json)
    let text = listing.text(of: snapshot, RateTable(), Presentation(), isIndented: false)
    #expect(text.count { $0 == "\n" } == 1)
    #expect(text.hasSuffix("}\n"))
  }

  @Test(
    "Colour is for terminals that want it, or for who insists",
    arguments: [
      (["--color", "auto"], true, [:], true), ([], false, [:], false), ([], true, ["NO_COLOR": "1"], false),
      ([], true, ["NO_COLOR": ""], true), ([], true, ["TERM": "dumb"], false),
      (["--color", "always"], false, ["NO_COLOR": "1"], true), (["--color", "never"], true, [:], false),
    ] as [([String], Bool, [String: String], Bool)])
  func color(arguments: [String], isTerminal: Bool, environment: [String: String], isColored: Bool) throws {
    let style = try OutputOptions.parse(arguments)
      .style(environment: { environment[$0] }, isTerminal: isTerminal, columns: 80)
    #expect(style.isColored == isColored)
  }

  @Test(
    "Line drawing needs a UTF-8 locale, and the first variable that is set decides",
    arguments: [
      ([:], false), (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true), (["LANG": "C"], false),
      (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false), (["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
    ] as [([String: String], Bool)])
  func glyphs(environment: [String: String], isUnicode: Bool) throws {
    let options = try OutputOptions.parse([])
    let style = options.style(environment: { environment[$0] }, isTerminal: false, columns: nil)
    #expect((style.glyphs == .unicode) == isUnicode)
    let ascii = try OutputOptions.parse(["--ascii"])
    #expect(ascii.style(environment: { environment[$0] }, isTerminal: false, columns: nil).glyphs == .ascii)
  }
}
