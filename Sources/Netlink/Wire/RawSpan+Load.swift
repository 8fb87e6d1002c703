import Addresses

extension RawSpan {
  /// The value at `offset`, wherever it is aligned; `nil` where it would go beyond the end.
  func load<Value: BitwiseCopyable>(_ offset: Int = 0, as type: Value.Type = Value.self) -> Value? {
    guard offset >= 0, offset <= byteCount - MemoryLayout<Value>.size else { return nil }
    // "unsafe" is about the type: every bit pattern of the integers and C structs loaded here is a value.
    return unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self)
  }

  /// What begins at `offset`; empty beyond the end.
  @_lifetime(copy self)
  func dropping(_ offset: Int) -> RawSpan { extracting(Swift.min(Swift.max(offset, 0), byteCount)..<byteCount) }

  /// The text up to the first NUL or the end; what is not UTF-8 becomes U+FFFD.
  var text: String {
    withUnsafeBytes { bytes in
      var count = 0
      while count < bytes.count, bytes[count] != 0 { count += 1 }
      return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[..<count]), as: UTF8.self)
    }
  }

  /// The address in network order that this is; `nil` unless it is 4 or 16 octets long.
  var ipAddress: IPAddress? {
    switch byteCount {
    case 4: load(as: UInt32.self).map { IPAddress(ipv4: UInt32(bigEndian: $0)) }
    case 16:
      if let high = load(0, as: UInt64.self), let low = load(8, as: UInt64.self) {
        IPAddress(ipv6: UInt64(bigEndian: high), UInt64(bigEndian: low))
      } else {
        nil
      }
    default: nil
    }
  }

  /// The hardware address that this is; `nil` unless it is 6 octets long.
  var macAddress: MACAddress? {
    guard byteCount == 6, let front = load(0, as: UInt32.self), let back = load(4, as: UInt16.self) else { return nil }
    return MACAddress(bits: UInt64(UInt32(bigEndian: front)) << 16 | UInt64(UInt16(bigEndian: back)))
  }
}
