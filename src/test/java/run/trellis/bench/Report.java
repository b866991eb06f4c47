package run.trellis.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Everything that was measured, for eyes and for programs. */
final class Report {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Machine machine;
  private final int instances;
  private final PrintStream out;
  private final List<Floor.Result> floors = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<String, RequestLog.Count> requests = new LinkedHashMap<>();

  Report(Machine machine, int instances, PrintStream out) {
    this.machine = machine;
    this.instances = instances;
    this.out = out;
    out.printf(Locale.ROOT, "%,d instances of 5 objects; %s%n%n", instances, machine);
  }

  void add(Floor.Result floor) {
    floors.add(floor);
    add(
        "floor, %d in flight".formatted(floor.inFlight()),
        floor.time().toNanos() / 1e9,
        String.format(Locale.ROOT, "s, %,.0f requests/s", floor.requestsPerSecond()));
  }

  void add(String what, double value, String unit) {
    add(Measurement.of(what, value, unit));
  }

  void add(Measurement measurement) {
    measurements.add(measurement);
    // As it comes: a long run should say that it gets on.
    out.println(line(measurement));
  }

  static String line(Measurement measurement) {
    return "%-32s %-32s %s"
        .formatted(measurement.what(), measurement.shownValue(), measurement.shownAim());
  }

  /** What exactly was sent during a step. */
  void requests(String step, RequestLog.Count count) {
    requests.put(step, count);
  }

  void write(Path file) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("machine", machine);
    tree.put("instances", instances);
    tree.put("floor", floors.stream().map(Report::tree).toList());
    tree.put("measurements", measurements.stream().map(Report::tree).toList());
    Map<String, Object> counts = new LinkedHashMap<>();
    requests.forEach((step, count) -> counts.put(step, count.byKind()));
    tree.put("requests", counts);
    try {
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.printf("%nAll numbers, and every kind of request: %s%n", file);
  }

  private static Map<String, Object> tree(Floor.Result floor) {
    return Map.of(
        "inFlight", floor.inFlight(),
        "seconds", floor.time().toNanos() / 1e9,
        "requestsPerSecond", floor.requestsPerSecond());
  }

  private static Map<String, Object> tree(Measurement measurement) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("what", measurement.what());
    tree.put("value", measurement.value());
    tree.put("unit", measurement.unit());
    if (measurement.most() != null) {
      tree.put("aim", measurement.most());
      tree.put("met", measurement.isMet());
    }
    return tree;
  }
}
