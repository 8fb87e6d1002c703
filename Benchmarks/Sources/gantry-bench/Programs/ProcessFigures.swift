import CBench
import Foundation
import LinuxSystem

/// What a process uses.
enum ProcessFigures {
  /// Processor time so far, in nanoseconds.
  static func processorTime(_ process: pid_t) -> UInt64 { cb_processor_time(process) }

  /// Resident memory in bytes (`VmRSS` of proc_pid_status(5)).
  static func residentMemory(_ process: pid_t) throws -> Double {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let kibibytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
    guard let kibibytes, let value = Double(kibibytes) else { throw BenchError("\(process) has no VmRSS") }
    return value * 1024
  }

  /// How many descriptors are open.
  static func descriptors(_ process: pid_t) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
  }
}
