/// The engines that speak Docker's API.
public enum EngineKind: String, Sendable, Hashable, CaseIterable {
  case docker, podman
}
