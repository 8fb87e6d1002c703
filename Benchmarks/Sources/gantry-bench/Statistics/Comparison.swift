/// The same thing done by gantry and by the floor, in turn.
struct Comparison {
  var gantry: Sample
  var floor: Sample

  /// How many times the floor's cost is gantry's.
  var ratio: Double { gantry.ratio(to: floor) }
}
