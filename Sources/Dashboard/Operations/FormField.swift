import Planning
import Screen
import Topology

/// One question of a form, with its answer so far.
struct FormField: Hashable, Sendable {
  /// What is asked.
  enum ID: Hashable, Sendable {
    case name, maker, subnet, gateway, ipv6, isInternal, isIsolated
    case image, command
    case destination, recreates, keeps, address, interface
    case source
  }

  enum Content: Hashable, Sendable {
    /// Something to type; empty where what is shown instead will do.
    case text(TextField)
    /// Yes or no.
    case toggle(Bool)
    /// One of a few, side by side.
    case choice([FormOption], Int)
    /// One of many, below each other.
    case list([FormOption], Int)
  }

  let id: ID
  let label: String
  var content: Content
  /// What it means.
  var meaning = ""

  static func text(_ id: ID, _ label: String, _ meaning: String = "") -> FormField {
    FormField(id: id, label: label, content: .text(TextField(limit: 256)), meaning: meaning)
  }

  /// What has been typed; nil where nothing was, or it is no text.
  var text: String? {
    guard case .text(let field) = content else { return nil }
    let text = field.text.trimmed
    return text.isEmpty ? nil : text
  }

  var isOn: Bool { if case .toggle(let isOn) = content { isOn } else { false } }

  /// The answer that is chosen.
  var option: FormOption? {
    switch content {
    case .choice(let options, let index), .list(let options, let index):
      options.indices.contains(index) ? options[index] : nil
    case .text, .toggle: nil
    }
  }

  /// Chooses another answer, or the nearest there is.
  mutating func choose(_ index: Int) {
    switch content {
    case .choice(let options, _): content = .choice(options, max(0, min(index, options.count - 1)))
    case .list(let options, _): content = .list(options, max(0, min(index, options.count - 1)))
    case .text, .toggle: break
    }
  }
}

/// One possible answer.
struct FormOption: Hashable, Sendable {
  enum Value: Hashable, Sendable {
    /// Who makes it.
    case maker(String)
    /// What is connected to.
    case destination(Destination)
    /// What is disconnected from; nil for all.
    case source(NetworkKey?)
  }

  let value: Value
  let title: String
  /// What it means, in a line.
  let meaning: String
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
