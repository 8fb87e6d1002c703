public import ArgumentParser
public import Reports

// What stands on the command line by its own name.
extension Excerpt.Kind: ExpressibleByArgument {}
extension Excerpt.Format: ExpressibleByArgument {}
