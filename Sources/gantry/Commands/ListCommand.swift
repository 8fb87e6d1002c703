import ArgumentParser
import Reports
import Topology

/// `gantry list`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List containers, networks, namespaces, links, or all of them.",
    discussion: """
      Tables for people, one JSON object for machines. On a terminal, tables are cut to its width; \
      a pipe gets lines of any length. Of a list that is long, such as the addresses of a link, a row has the first few \
      and how many more there are; --json and "gantry show" have all. What is not known is –.

      Examples:
        gantry list                              everything
        gantry list containers --filter mode:none
        gantry list links --filter 'kind:veth state:down'
        gantry list all --json | jq '.findings'
        gantry list containers --watch           again every second, until Ctrl-C

      \(Query.help)
      """)

  @Argument(help: "containers, networks, namespaces, links or all.")
  var kind: Excerpt.Kind = .all

  @Flag(help: "Print the JSON object of docs/schema.json; with --watch one a line.")
  var json = false

  @Flag(help: "Print again every second.")
  var watch = false

  @Option(help: "Only what matches; see below.", transform: { try Query(parsing: $0) })
  var filter: Query?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let listing = Listing(kind: kind, query: filter, form: json ? .json : .tables)
    if watch { try listing.watch(output.style()) } else { try listing.print(output.style()) }
  }
}

extension Query {
  /// The language of `--filter`, for help.
  static var help: String {
    let width = Field.allCases.reduce(0) { max($0, $1.rawValue.count) }
    let fields = Field.allCases.map { field in
      "  " + field.rawValue + String(repeating: " ", count: width - field.rawValue.count) + "  " + field.summary
    }
    return """
      Filters: words match names, addresses and ids; field:value what a field contains, field=value what it is, \
      field>n and field<n numbers (10k, 1M, 4Mi, 8Mbit); ! before a term turns it round; all terms must hold.
      \(fields.joined(separator: "\n"))
      """
  }
}
