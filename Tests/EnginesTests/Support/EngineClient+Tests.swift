import NIOCore
import NIOPosix

@testable import Engines

extension EngineClient {
  /// A client of a fake engine, on a loop that all tests share.
  static func forTests(_ engine: FakeEngine, timing: EngineTiming = EngineTiming()) -> EngineClient {
    EngineClient(socket: engine.path, loop: MultiThreadedEventLoopGroup.singleton.next(), timing: timing)
  }
}

extension EngineVersion {
  init(json: String) throws { self = try ByteBuffer(string: json).decoded(as: EngineVersion.self) }
}
