import ArgumentParser
import CBench
import Foundation
import Observation
import Topology

@main
struct Bench: ParsableCommand {
  func run() throws {
    cb_end_on_signals()
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    let lab = try Lab()
    for n in [10,100] {
      print(n, try time { try lab.grow(to: n) } / 1e9)
      for _ in 0..<5 { print(try time { print(try Observer.readOnce(deep: false).namespaces.count) } / 1e6) }
    }
    print(try Gantry.main())
  }
}
enum Gantry { static func main() throws -> String {
    let p = try TerminalProgram(["Benchmarks/.build/release/gantry"], rows: 24, columns: 80)
    try p.wait(for: "x") { $0.shows("br0") }
    p.watch(seconds: 1)
    p.press("4"); p.watch(seconds: 2)
    print(p.text)
    p.press("/gt-bench-0003"); p.watch(seconds: 1); p.press("\r"); p.watch(seconds: 1)
    print(p.text)
    try run("ip", "-n", "gt-bench-0003", "link", "set", "eth0", "down")
    p.watch(seconds: 2)
    print(p.text)
    p.press("1"); p.watch(seconds: 1); 
    p.press("."); p.watch(seconds: 1); 
    p.press("/gt-bench-0003\r"); p.watch(seconds: 1)
    return p.text
 } }
