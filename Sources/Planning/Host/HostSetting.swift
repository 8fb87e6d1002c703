public import Addresses

/// A setting of the kernel (sysctl) that forwarding needs, with what it was before.
///
/// Every network that needs it has it written down with the value that gantry found first, so that whichever of them is
/// removed last puts that back.
public struct HostSetting: Hashable, Sendable {
  /// The namespace whose setting it is.
  public var namespace: NamespaceTarget
  /// Its file below `/proc/sys`: `net/ipv4/ip_forward`.
  public var path: String
  /// What it was.
  public var before: String
  /// What it has to be.
  public var after: String
  /// Whose forwarding needs it.
  public var family: IPAddress.Family
}

/// A step that changes a setting.
public enum SettingChange: Hashable, Sendable {
  /// Gives it the value that is needed.
  case apply(HostSetting)
  /// Gives it the value back that it had, unless somebody has changed it since or still relies on it.
  case restore(HostSetting)

  /// What takes it back.
  var inverse: SettingChange {
    switch self {
    case .apply(let setting): .restore(setting)
    case .restore(let setting): .apply(setting)
    }
  }

  /// The setting.
  public var setting: HostSetting {
    switch self {
    case .apply(let setting), .restore(let setting): setting
    }
  }

  /// What a person reads.
  var summary: String {
    switch self {
    case .apply(let setting): "set \(setting.path) to \(setting.after) (it was \(setting.before))"
    case .restore(let setting): "set \(setting.path) back to \(setting.before), unless others rely on it"
    }
  }

  /// The command that others would use.
  var command: String {
    switch self {
    case .apply(let setting): setting.namespace.running("sysctl -w \(setting.path.quoted)=\(setting.after)")
    case .restore(let setting): setting.namespace.running("sysctl -w \(setting.path.quoted)=\(setting.before)")
    }
  }
}
