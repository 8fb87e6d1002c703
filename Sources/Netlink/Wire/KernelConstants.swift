import CLinux

// The headers' constants are `Int`s where their enum has no name, as most have none. These two have, and the importer
// makes types of them.

extension Int {
  init(_ type: rtattr_type_t) { self.init(type.rawValue) }
  init(_ attribute: nlmsgerr_attrs) { self.init(attribute.rawValue) }
}

func ~= (pattern: rtattr_type_t, type: Int) -> Bool { Int(pattern) == type }
func ~= (pattern: nlmsgerr_attrs, type: Int) -> Bool { Int(pattern) == type }
