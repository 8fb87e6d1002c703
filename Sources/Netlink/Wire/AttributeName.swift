/// The names of attributes, as the kernel's headers have them.
enum AttributeName {
  static func inRequest(_ request: [UInt8], at offset: Int) -> String? { nil }
}
