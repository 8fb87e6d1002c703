extension Slice {
  /// The machine in `systemd-nspawn@<name>.service` or `machine-<name>.scope` (systemd-nspawn(1), systemd-machined(8));
  /// nil for other components, and for virtual machines and libvirt's own containers.
  func machineName(in bytes: Span<UInt8>) -> String? {
    if let name = between("systemd-nspawn@", ".service", in: bytes) { return name.text(in: bytes).unescapedUnitName }
    guard let name = between("machine-", ".scope", in: bytes), !name.hasPrefix("qemu\\x2d", in: bytes),
      !name.hasPrefix("lxc\\x2d", in: bytes)
    else { return nil }
    return name.text(in: bytes).unescapedUnitName
  }

  /// The uid in `pod<uid>` (cgroupfs driver) or `kubepods-burstable-pod<uid>.slice` (systemd driver, which writes the
  /// uid's hyphens as underscores); nil for other components.
  func podUID(in bytes: Span<UInt8>) -> String? {
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "p"): return between("pod", "", in: bytes)?.uid(in: bytes)
    case UInt8(ascii: "k"):
      guard hasPrefix("kubepods", in: bytes) || hasPrefix("kubelet-kubepods", in: bytes) else { return nil }
      let slice = upTo(first: UInt8(ascii: ":"), in: bytes)
      guard let front = slice.between("", ".slice", in: bytes) else { return nil }
      return front.after(last: UInt8(ascii: "-"), in: bytes).between("pod", "", in: bytes)?.uid(in: bytes)
    default: return nil
    }
  }

  private func upTo(first byte: UInt8, in bytes: Span<UInt8>) -> Slice {
    Slice(range: range.lowerBound..<(range.first { bytes[$0] == byte } ?? range.upperBound))
  }

  /// A UUID, or the 32 digits that static pods have.
  private func uid(in bytes: Span<UInt8>) -> String? {
    guard count == 36 || count == 32 else { return nil }
    var octets: [UInt8] = []
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): octets.append(bytes[index])
      case UInt8(ascii: "-"), UInt8(ascii: "_"): octets.append(UInt8(ascii: "-"))
      default: return nil
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}

extension String {
  /// systemd.unit(5): `\x2d` stands for a hyphen, and so on. What would be no text, or could break a line, stays as it is.
  var unescapedUnitName: String {
    guard utf8.contains(UInt8(ascii: "\\")) else { return self }
    var octets: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
        let octet = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16), octet >= 0x20
      {
        octets.append(octet)
        rest = rest.dropFirst(3)
      } else {
        octets.append(byte)
      }
    }
    return String(validating: octets, as: UTF8.self) ?? self
  }
}
