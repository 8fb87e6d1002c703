import ArgumentParser
import Testing

@testable import gantry

@Suite struct HelpTests {}
