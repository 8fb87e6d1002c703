/// A non-negative decimal number and nothing else.
func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
  guard !digits.isEmpty else { return nil }
  var result: UInt64 = 0
  for digit in digits {
    guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
    let (product, overflow) = result.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
    guard !overflow, !carry else { return nil }
    result = sum
  }
  return result
}

/// The inode of a network namespace as the kernel writes it: `net:[4026531833]`.
func namespaceInode(_ text: ArraySlice<UInt8>) -> UInt64? {
  guard text.starts(with: "net:[".utf8), text.last == UInt8(ascii: "]") else { return nil }
  return decimal(text.dropFirst(5).dropLast())
}
