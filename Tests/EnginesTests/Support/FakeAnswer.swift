/// How a fake engine takes one request.
enum FakeAnswer: Sendable {
  /// As an engine would.
  case json(String, status: Int = 200)
  /// In pieces of its own, each sent by itself.
  case chunks([String])
  /// These octets, whatever they are, and then perhaps the end of the connection.
  case raw(String, closes: Bool = true)
  /// Nothing until `FakeEngine.release()`, which answers by the script of that time.
  case held
  /// A stream that `FakeEngine.emit(_:)` writes into; its head comes with the first event where `isLate`, as Podman's does.
  case events(isLate: Bool = false)

  static let notFound = FakeAnswer.json(#"{"message":"page not found"}"#, status: 404)
}
