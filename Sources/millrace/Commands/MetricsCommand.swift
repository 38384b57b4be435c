import ArgumentParser
import JSON

/// `millrace metrics`: how the engine is, for Prometheus.
struct MetricsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Print counts, lags, memory and latencies in Prometheus' text format.",
        discussion: """
            Made for the textfile collector of Prometheus' node exporter, once a minute:
              millrace metrics > /var/lib/prometheus/node-exporter/millrace.prom.new &&
                mv /var/lib/prometheus/node-exporter/millrace.prom.new /var/lib/prometheus/node-exporter/millrace.prom
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let metrics = try await connection.call("engine.metrics", [:])
        if connection.json { return Output.write(JSONWriter.pretty(metrics) + "\n") }
        guard let text = metrics["text"]?.string else { throw CommandError.unexpectedAnswer("engine.metrics") }
        Output.write(text)
    }
}
