/// The report, in Markdown.
extension Figures {
  /// All tables.
  var report: String {
    [
      table(
        ["what", "gantry", "measured by", "ratio", "must", "aim", ""],
        rows.map { row in
          [
            row.what, row.gantry.text, row.yardstick.map { "\($0.name): \($0.value.text)" } ?? "",
            row.ratio.map { Quantity.factor($0).text } ?? "", row.demand.text(row.demand.must),
            row.demand.text(row.demand.aim), row.verdict,
          ]
        }),
      "### How the cost grows", growth,
      "### Other programs", others,
    ].joined(separator: "\n\n") + "\n"
  }

  private var growth: String {
    let lines: [(String, (SizeFigures) -> Quantity)] = [
      ("making a namespace of the lab", { .time($0.built) }),
      ("discovery, one thread", { .time($0.discovery.oneThread.gantry.median) }),
      ("– floor, 1 thread", { .time($0.discovery.oneThread.floor.median) }),
      ("– floor, neighbours too", { .time($0.discovery.floorWithNeighbours.median) }),
      ("discovery, two workers", { .time($0.discovery.twoWorkers.gantry.median) }),
      ("– floor, 2 threads", { .time($0.discovery.twoWorkers.floor.median) }),
      ("`gantry list all --json` as a process", { .time($0.listing.all.gantry.median) }),
      ("– floor as a process", { .time($0.listing.all.floor.median) }),
      ("`gantry list namespaces` as a process", { .time($0.listing.namespaces.median) }),
      ("counters tick", { .time($0.tick.counters.median) }),
      ("a second of observing, reconciliation included", { .time($0.tick.observer) }),
      ("– floor: one `RTM_GETSTATS` dump", { .time($0.tick.statistics.median) }),
      ("– floor: one `RTM_GETLINK` dump", { .time($0.tick.links.median) }),
      ("– floor: entering each", { .time($0.tick.entering.median) }),
      ("idle dashboard", { .share($0.dashboard.idleShare) }),
      ("first rows after start", { .time($0.dashboard.firstFrame.median) }),
      ("all known after start", { .time($0.dashboard.complete.median) }),
      ("resident memory", { .bytes($0.dashboard.memory) }),
      ("descriptors", { .count($0.dashboard.descriptors) }),
    ]
    return table(
      ["namespaces"] + sizes.map { "\($0.namespaces)" },
      lines.map { name, value in [name] + sizes.map { value($0).text } })
  }

  private var others: String {
    let measured = sizes.filter { $0.peers != nil }
    let names = measured.first?.peers?.others.map(\.peer.name) ?? []
    let gantry =
      ["`gantry list all --json`"] + measured.map { $0.peers.map { Quantity.time($0.gantry.median).text } ?? "" }
    return table(
      ["from start to end"] + measured.map { "\($0.namespaces)" },
      [gantry]
        + names.enumerated().map { index, name in
          [name]
            + measured.map { size in
              guard let peers = size.peers, let sample = peers.others[index].sample else { return "not installed" }
              let factor = Quantity.factor(sample.median / peers.gantry.median).text
              return "\(Quantity.time(sample.median).text) (\(factor))"
            }
        })
  }

  private func table(_ head: [String], _ lines: [[String]]) -> String {
    ([head, head.map { _ in "---" }] + lines).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
