package run.trellis.cluster;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.cluster.ApiRequest.Verb;

/**
 * Makes one object of equal events: the first is written at once, its repeats become a count, which
 * is written now and then. Used by one thread.
 */
final class EventSeries {

  private static final Logger log = LoggerFactory.getLogger(EventSeries.class);

  /** Above this the longest unused series are forgotten; their next event begins a new one. */
  private static final int MAX_SERIES = 2_000;

  private static final int MAX_NAME = 200;
  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_REASON = 128;

  /** {@code metav1.MicroTime}. */
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ApiServer server;
  private final Duration repeat;
  private final ClusterMetrics metrics;
  private final InstantSource clock;
  private final String instance;
  private final Map<Note, Series> known = new LinkedHashMap<>(16, 0.75f, true);
  private long serial;

  /**
   * @param instance name of this process
   */
  EventSeries(
      ApiServer server,
      ClusterSettings settings,
      ClusterMetrics metrics,
      InstantSource clock,
      String instance) {
    this.server = server;
    this.repeat = settings.eventRepeat();
    this.metrics = metrics;
    this.clock = clock;
    this.instance = instance;
  }

  /** What happened to an object; equal notes are one series. */
  record Note(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      String uid,
      String type,
      String reason,
      String message) {

    static Note of(KubeObject about, String type, String reason, String message) {
      return new Note(
          about.type().apiVersion(),
          about.type().kind(),
          about.namespace(),
          about.name(),
          about.uid(),
          type,
          shortened(reason, MAX_REASON),
          shortened(message, MAX_MESSAGE));
    }

    /** Where the event is kept: events of cluster-scoped objects are in the default namespace. */
    String home() {
      return namespace.isEmpty() ? "default" : namespace;
    }

    private static String shortened(String text, int length) {
      return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
  }

  private static final class Series {

    private String event = "";
    private long count;
    private long written;
    private Instant lastSeen;
    private Instant lastWrite = Instant.MIN;

    Series(Instant now) {
      lastSeen = now;
    }
  }

  /** Takes an event in; true if that took a request. */
  boolean take(Note note) {
    Instant now = clock.instant();
    Series series = known.computeIfAbsent(note, first -> new Series(now));
    series.count++;
    series.lastSeen = now;
    boolean due = isDue(series, now);
    if (due) {
      write(note, series);
    } else {
      metrics.event("counted");
    }
    if (known.size() > MAX_SERIES) {
      known.remove(known.keySet().iterator().next());
    }
    return due;
  }

  /** Writes the counts that have waited long enough. */
  void flush() {
    Instant now = clock.instant();
    List<Map.Entry<Note, Series>> due = new ArrayList<>();
    for (var entry : known.entrySet()) {
      Series series = entry.getValue();
      if (series.count > series.written && isDue(series, now)) {
        due.add(entry);
      }
    }
    due.forEach(entry -> write(entry.getKey(), entry.getValue()));
  }

  private boolean isDue(Series series, Instant now) {
    return series.lastWrite.equals(Instant.MIN) || !series.lastWrite.plus(repeat).isAfter(now);
  }

  private void write(Note note, Series series) {
    series.lastWrite = clock.instant();
    try {
      ApiAnswer answer =
          series.event.isEmpty()
              ? server.send(creation(note, series))
              : server.send(repetition(note, series));
      if (answer.code() == 404 && series.written > 0) {
        // Events do not live long; this one is over, and its repeat begins a new one.
        answer = server.send(creation(note, series));
      }
      if (answer.isSuccess()) {
        series.written = series.count;
        metrics.event("written");
      } else {
        series.event = "";
        failed(note, Refusals.sentence(answer));
      }
    } catch (IOException e) {
      series.event = "";
      failed(note, Refusals.sentence(e));
    }
  }

  private void failed(Note note, String why) {
    metrics.event("failed");
    log.atDebug()
        .addKeyValue("kind", note.kind())
        .addKeyValue("namespace", note.namespace())
        .addKeyValue("name", note.name())
        .addKeyValue("cause", why)
        .log("An event was not recorded");
  }

  private ApiRequest creation(Note note, Series series) {
    String prefix =
        note.name().length() <= MAX_NAME ? note.name() : note.name().substring(0, MAX_NAME);
    series.event =
        prefix
            + "."
            + Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, series.lastWrite))
            + Long.toHexString(serial++ & 0xfff);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("apiVersion", "events.k8s.io/v1");
    event.put("kind", "Event");
    event.put("metadata", Map.of("name", series.event, "namespace", note.home()));
    event.put("eventTime", MICROS.format(series.lastSeen));
    event.put("reportingController", Marks.GROUP + "/controller");
    event.put("reportingInstance", instance);
    event.put("action", "Reconcile");
    event.put("type", note.type());
    event.put("reason", note.reason());
    event.put("note", note.message());
    event.put("regarding", regarding(note));
    if (series.count > 1) {
      event.put("series", series(series));
    }
    return ApiRequest.write(Verb.CREATE, "Event", path(note), event);
  }

  private static ApiRequest repetition(Note note, Series series) {
    return ApiRequest.write(
        Verb.MERGE, "Event", path(note) + "/" + series.event, Map.of("series", series(series)));
  }

  private static Map<String, Object> series(Series series) {
    return Map.of("count", series.count, "lastObservedTime", MICROS.format(series.lastSeen));
  }

  private static Map<String, Object> regarding(Note note) {
    Map<String, Object> regarding = new LinkedHashMap<>();
    regarding.put("apiVersion", note.apiVersion());
    regarding.put("kind", note.kind());
    regarding.put("name", note.name());
    if (!note.namespace().isEmpty()) {
      regarding.put("namespace", note.namespace());
    }
    if (!note.uid().isEmpty()) {
      regarding.put("uid", note.uid());
    }
    return regarding;
  }

  private static String path(Note note) {
    return "/apis/events.k8s.io/v1/namespaces/" + note.home() + "/events";
  }
}
