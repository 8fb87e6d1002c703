/// A line of the table: what is demanded, and what was measured.
struct Row {
  let what: String
  let gantry: Quantity
  /// What it is measured by, with a name where it is not the floor.
  var yardstick: (name: String, value: Quantity)?
  var ratio: Double?
  let demand: Demand

  /// What is demanded of a value, in the unit of the row.
  struct Demand {
    let value: Double
    let must: Double
    let aim: Double
    /// How the limits are written.
    let unit: (Double) -> Quantity
    /// True where more is better.
    var isAtLeast = false

    func isMet(_ limit: Double) -> Bool { isAtLeast ? value >= limit : value <= limit }

    func text(_ limit: Double) -> String { (isAtLeast ? "≥ " : "≤ ") + unit(limit).text }
  }

  var verdict: String { demand.isMet(demand.aim) ? "ok, aim too" : demand.isMet(demand.must) ? "ok" : "**not**" }

  /// A row whose own figure is limited.
  static func limited(
    _ what: String, _ unit: @escaping (Double) -> Quantity, _ value: Double, must: Double, aim: Double,
    beside yardstick: (name: String, value: Quantity)? = nil
  ) -> Row {
    Row(
      what: what, gantry: unit(value), yardstick: yardstick,
      demand: Demand(value: value, must: must, aim: aim, unit: unit))
  }

  /// A row whose ratio to a yardstick is limited.
  static func compared(
    _ what: String, _ value: Sample, to yardstick: Sample, _ name: String, must: Double, aim: Double
  ) -> Row {
    let ratio = value.ratio(to: yardstick)
    return Row(
      what: what, gantry: .time(value.median), yardstick: (name, .time(yardstick.median)), ratio: ratio,
      demand: Demand(value: ratio, must: must, aim: aim, unit: Quantity.factor))
  }
}
