import Screen
import Topology

extension Details {
  /// Where an object's graphs stand: in a pane before what they would be out of sight below, on a page with the counters.
  func traffic(of series: RateHistory.Series) -> (first: [DetailSection], last: [DetailSection]) {
    let section = graphs(of: series)
    return isPage ? ([], [section]) : ([section], [])
  }

  /// Graphs of what an object received and sent; empty where nothing is known of that.
  private func graphs(of series: RateHistory.Series) -> DetailSection {
    var section = DetailSection("Traffic")
    guard !series.isUnknown else { return section }
    let drawing: Sparkline.Drawing = usesDots ? .braille : .blocks
    func graph(_ label: String, _ samples: [Double?], _ style: Style) -> TrafficGraph {
      TrafficGraph(
        label: label, samples: samples, style: style, units: units, rows: isPage ? 3 : 2, drawing: drawing)
    }
    section.add(.graphs([graph("rx", series.rx, .received), graph("tx", series.tx, .sent)]))
    return section
  }

  /// Whether there is room for everything.
  private var isPage: Bool { limit == Int.max }
}
