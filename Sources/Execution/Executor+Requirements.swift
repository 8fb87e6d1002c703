import Engines
import LinuxSystem
import Netlink
import Planning
import SystemPackage

extension Executor {
  /// Asks the kernel whether everything is as it has to be.
  /// - Throws: what is not.
  func check(_ requirements: [Requirement]) throws {
    for requirement in requirements {
      switch requirement {
      case .namespace(let target):
        guard try actions.access.inside(target, { _ in true }) == true else {
          throw Gone(description: "\(target.name) is gone")
        }
      case .link(let target):
        guard try actions.access.inside(target.namespace, { try $0.index(of: target) }).flatMap(\.self) != nil else {
          throw Gone(description: "\(target.name) in \(target.namespace.name) is gone")
        }
      case .ports(let bridge, let allowed): try checkPorts(of: bridge, allowed)
      case .object(let object): _ = try engines.described(object)
      }
    }
  }

  private func checkPorts(of bridge: LinkTarget, _ allowed: [LinkTarget]) throws {
    let strangers = try actions.access.inside(bridge.namespace) { kernel -> [String] in
      guard let index = try kernel.index(of: bridge, kind: "bridge") else { return [] }
      return try kernel.links().filter { link in
        link.master == index && !allowed.contains { $0.mac == link.mac }
      }.map(\.name)
    }
    guard strangers ?? [] == [] else {
      throw Gone(description: "\(bridge.name) has ports: \((strangers ?? []).joined(separator: ", "))")
    }
  }
}

extension ExecutionFailure {
  init(
    _ action: Action?, _ error: any Error, reverted: [Action] = [],
    remaining: [(action: Action, reason: String)] = []
  ) {
    self.init(
      action, reason: "\(error)", isForbidden: error.isForbidden, isCancelled: error is Cancelled, reverted: reverted,
      remaining: remaining)
  }

  init(
    _ action: Action?, reason: String, isForbidden: Bool = false, isCancelled: Bool = false, reverted: [Action],
    remaining: [(action: Action, reason: String)]
  ) {
    self.action = action
    self.reason = reason
    self.isForbidden = isForbidden
    self.isCancelled = isCancelled
    self.reverted = reverted
    self.remaining = remaining
  }
}

extension Error {
  /// True where the kernel has looked at the request and refused it: then nothing has changed.
  var hadNoEffect: Bool {
    if let refusal = self as? EngineRefusal { return refusal.hadNoEffect }
    guard let error = self as? NetlinkError, case .refused = error.cause else { return false }
    return true
  }
}

extension Error {
  /// True where it is a matter of rights.
  var isForbidden: Bool {
    let errno = (self as? NetlinkError)?.errno ?? (self as? SystemError)?.errno
    return errno == .notPermitted || errno == .permissionDenied
  }
}
