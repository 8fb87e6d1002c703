import Diagnosis
import TestSupport
import Testing
import Topology

@testable import Reports

@Suite struct JSONTests {
  @Test("The object of the tutorial host is the recorded one")
  func golden() throws {
    try assertGolden(Self.everything().json(isIndented: true) + "\n", named: "tutorial.json")
  }

  @Test("Every excerpt is valid by docs/schema.json", arguments: Excerpt.Kind.allCases)
  func schema(kind: Excerpt.Kind) throws {
    let validator = try SchemaValidator.ofThisRepository()
    for snapshot in [TutorialHost.snapshot(), HostileHost.snapshot] {
      let excerpt = Excerpt(of: snapshot, findings: Doctor.findings(in: snapshot), kind: kind)
      #expect(try validator.findings(in: JSON(parsing: excerpt.json(isIndented: false))) == [])
    }
  }

  @Test("The schema refuses an object with a key too many, one too few, or a value of another kind")
  func schemaRefuses() throws {
    let validator = try SchemaValidator.ofThisRepository()
    var members = try JSON(parsing: Self.everything().json(isIndented: false)).object
    members["surplus"] = .null
    #expect(validator.findings(in: .object(members)) == ["$: surplus is not in the schema"])
    members["surplus"] = nil
    members["host"] = .number(1)
    members["time"] = nil
    #expect(validator.findings(in: .object(members)) == ["$: time is missing", "$.host: not [\"string\"]"])
  }

  @Test("A list of one kind leaves the other arrays empty and keeps the sources")
  func oneKind() throws {
    let snapshot = TutorialHost.snapshot()
    let excerpt = Excerpt(of: snapshot, findings: Doctor.findings(in: snapshot), kind: .containers)
    let json = try JSON(parsing: excerpt.json(isIndented: false))
    #expect(json["containers"].array.count == 6)
    #expect(json["namespaces"] == .array([]))
    #expect(json["networks"] == .array([]))
    #expect(json["sources"].array.map { $0["name"].string } == ["kernel", "docker"])
  }

  @Test("Written in one line it has no line feed, whatever names hold")
  func oneLine() {
    let hostile = Excerpt(of: HostileHost.snapshot, findings: [])
    #expect(!hostile.json(isIndented: false).contains("\n"))
  }

  @Test("Hostile names come back as they were")
  func hostileNames() throws {
    let json = try JSON(parsing: Excerpt(of: HostileHost.snapshot, findings: []).json(isIndented: true))
    let names = json["containers"].array.compactMap { $0["name"].string }
    #expect(Set(names) == Set(HostileHost.names))
  }

  @Test("What is not known is null, and the key is there")
  func unknownIsNull() throws {
    let stopped = try JSON(parsing: Self.everything().json(isIndented: false))["containers"].first("name", "old")
    #expect(stopped.object["pid"] == .some(.null))
    #expect(stopped.object["namespace"] == .some(.null))
    #expect(stopped["mode"].string == "unknown")
    #expect(stopped["endpoints"][0].object["configured"] == .some(.null))
  }

  @Test("A shared namespace names whose it is by key")
  func modeTarget() throws {
    let sharer = try JSON(parsing: Self.everything().json(isIndented: false))["containers"].first("name", "bbox04")
    #expect(sharer["mode"].string == "container")
    #expect(sharer["modeTarget"].string == TutorialHost.key("bbox01").description)
  }

  @Test("The age of a source is counted from the picture's own moment")
  func age() throws {
    let snapshot = Snapshot(
      host: "h", time: Timestamp(nanoseconds: 0), instant: Instant(nanoseconds: 5_000_000_000),
      sources: [
        Source(name: "kernel", state: .ok, readAt: Instant(nanoseconds: 3_500_400_000)),
        Source(name: "docker", state: .absent),
      ])
    let sources = try JSON(parsing: Excerpt(of: snapshot, findings: []).json(isIndented: false))["sources"]
    #expect(sources[0]["age"] == .number(1.5))
    #expect(sources[1].object["age"] == .some(.null))
  }

  static func everything() -> Excerpt {
    let snapshot = TutorialHost.snapshot()
    return Excerpt(of: snapshot, findings: Doctor.findings(in: snapshot))
  }
}

private typealias JSON = TestSupport.JSON
