import Addresses

extension Planner {
  /// How several changes are made as one, which is taken back as one: each as if those before it were made already.
  /// - Parameter title: what they are together.
  /// - Throws: why the first of them that is not done is not.
  public func plan(forAll intents: [Intent], title: String) throws(Refusal) -> Plan {
    guard intents.count != 1 else { return try plan(for: intents[0]) }
    var planner = self
    var plans: [Plan] = []
    for (number, intent) in intents.enumerated() {
      // Every plan counts its hardware addresses from its seed on.
      planner.seed = seed &+ UInt64(number) &* 0x1_0000_0001
      let plan = try planner.plan(for: intent)
      planner.assumed += plan.steps
      plans.append(plan)
    }
    return Plan(joining: plans, title: title)
  }

  /// Addresses that steps which are not done yet will give away.
  var assumedAddresses: [IPAddress: String] {
    var taken: [IPAddress: String] = [:]
    for case .addAddress(let prefix, let link) in assumed { taken[prefix.address] = link.namespace.name }
    return taken
  }
}

extension Plan {
  /// Several plans as one, in their order.
  public init(joining plans: [Plan], title: String) {
    var remarks: [String] = []
    for remark in plans.flatMap(\.remarks) where !remarks.contains(remark) { remarks.append(remark) }
    self.init(title, plans.flatMap(\.steps), remarks: remarks)
    missingPrograms = plans.reduce(into: []) { $0.formUnion($1.missingPrograms) }
    for guarded in plans.flatMap(\.guarded) where !self.guarded.contains(guarded) { self.guarded.append(guarded) }
  }
}
