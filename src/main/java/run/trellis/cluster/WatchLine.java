package run.trellis.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.cluster.ApiRequest.Verb;
import run.trellis.cluster.KindDirectory.Lookup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The API server's protocol of lists and watches: what to ask, and how to read what comes. */
final class WatchLine {

  private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

  private final ApiServer server;
  private final Json json;
  private final ClusterSettings settings;
  private final Semaphore lists;

  WatchLine(ApiServer server, Json json, ClusterSettings settings) {
    this.server = server;
    this.json = json;
    this.settings = settings;
    this.lists = new Semaphore(settings.maxLists(), true);
  }

  /** How much of objects to ask for. */
  enum Content {
    WHOLE(ApiRequest.JSON, ApiRequest.JSON),
    /** Metadata alone, of any kind. */
    METADATA(
        "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
        "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");

    private final String ofList;
    private final String ofWatch;

    Content(String ofList, String ofWatch) {
      this.ofList = ofList;
      this.ofWatch = ofWatch;
    }

    private String accepted(Verb verb) {
      return verb == Verb.WATCH ? ofWatch : ofList;
    }
  }

  /** One line of a watch. */
  record Event(String type, Map<String, @Nullable Object> object) {

    String version() {
      return JsonTree.textAt(object, "metadata", "resourceVersion");
    }

    boolean endsInitialEvents() {
      return JsonTree.textAt(object, "metadata", "annotations", INITIAL_EVENTS_END).equals("true");
    }

    /** What an event of type {@code ERROR} says. */
    ApiAnswer asAnswer() {
      int code = JsonTree.at(object, "code") instanceof Long number ? number.intValue() : 500;
      return new ApiAnswer(code, Optional.empty(), object);
    }
  }

  /** Waits until a list may be asked for. */
  void beginList() throws IOException {
    try {
      lists.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to list");
    }
  }

  void endList() {
    lists.release();
  }

  /**
   * Lists page by page, as of one moment.
   *
   * @return the version of that moment
   */
  String list(
      WatchTarget target,
      Lookup.Served served,
      Content content,
      FieldFilter filter,
      Consumer<Map<String, @Nullable Object>> items)
      throws IOException {
    String next = "";
    String version = "";
    do {
      ApiRequest page =
          ask(Verb.LIST, target, served, content).with("limit", "" + settings.pageSize());
      if (!next.isEmpty()) {
        page = page.with("continue", next);
      }
      ApiAnswer answer =
          server.exchange(
              page,
              body -> json.reading(body, parser -> readPage(parser, filter, target.type(), items)));
      if (!answer.isSuccess()) {
        throw new RefusedByServer(answer);
      }
      version = JsonTree.textAt(answer.tree(), "metadata", "resourceVersion");
      next = JsonTree.textAt(answer.tree(), "metadata", "continue");
    } while (!next.isEmpty());
    return version;
  }

  /** The version that the server has now. */
  String currentVersion(WatchTarget target, Lookup.Served served) throws IOException {
    ApiAnswer answer =
        server.send(ask(Verb.LIST, target, served, Content.METADATA).with("limit", "1"));
    if (!answer.isSuccess()) {
      throw new RefusedByServer(answer);
    }
    return JsonTree.textAt(answer.tree(), "metadata", "resourceVersion");
  }

  /**
   * Begins a watch.
   *
   * @param version from where on; empty to be told first all there is
   */
  Call watch(
      WatchTarget target, Lookup.Served served, Content content, String version, Duration life)
      throws IOException {
    ApiRequest request =
        ask(Verb.WATCH, target, served, content)
            .with("watch", "true")
            .with("allowWatchBookmarks", "true")
            .with("timeoutSeconds", "" + life.toSeconds());
    return server.watch(
        version.isEmpty()
            ? request.with("sendInitialEvents", "true").with("resourceVersionMatch", "NotOlderThan")
            : request.with("resourceVersion", version));
  }

  /** Reads what was answered in place of a watch. */
  ApiAnswer refusal(Response response) throws IOException {
    return server.refusal(response);
  }

  /** How long to ask a watch to last; different each time, so that they do not all end at once. */
  Duration life() {
    long min = settings.watchLifeMin().toSeconds();
    long max = settings.watchLifeMax().toSeconds();
    return Duration.ofSeconds(ThreadLocalRandom.current().nextLong(min, max + 1));
  }

  private static ApiRequest ask(
      Verb verb, WatchTarget target, Lookup.Served served, Content content) {
    ApiRequest request =
        ApiRequest.read(
                verb,
                target.type().kind(),
                ResourcePaths.of(target.type(), served, target.namespace()))
            .accepting(content.accepted(verb));
    if (!target.labelSelector().isEmpty()) {
      request = request.with("labelSelector", target.labelSelector());
    }
    if (!target.fieldSelector().isEmpty()) {
      request = request.with("fieldSelector", target.fieldSelector());
    }
    return request;
  }

  private Map<String, @Nullable Object> readPage(
      JsonParser parser,
      FieldFilter filter,
      GroupVersionKind type,
      Consumer<Map<String, @Nullable Object>> items)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("the server's answer is not a list");
    }
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("items") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.accept(typed(json.object(parser, filter), type));
        }
      } else {
        envelope.put(name, json.value(parser, FieldFilter.EVERYTHING));
      }
    }
    return envelope;
  }

  /** Items of lists of built-in kinds do not say what they are. */
  private static Map<String, @Nullable Object> typed(
      Map<String, @Nullable Object> item, GroupVersionKind type) {
    if (item.containsKey("kind")) {
      return item;
    }
    Map<String, @Nullable Object> typed = new LinkedHashMap<>();
    typed.put("apiVersion", type.apiVersion());
    typed.put("kind", type.kind());
    typed.putAll(item);
    return Collections.unmodifiableMap(typed);
  }

  /** What is done with the events of a watch, until it is over. */
  interface EventReading {
    void read(Event event) throws IOException;
  }

  /** Reads events until the server ends the watch. */
  void readEvents(InputStream body, FieldFilter filter, EventReading reading) throws IOException {
    json.reading(
        body,
        parser -> {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            reading.read(readEvent(parser, filter));
          }
          return parser;
        });
  }

  private Event readEvent(JsonParser parser, FieldFilter filter) {
    String type = "";
    Map<String, @Nullable Object> object = Map.of();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("type")) {
        type = parser.getString();
      } else if (name.equals("object") && token == JsonToken.START_OBJECT) {
        // The type comes first, in every server there is. An error is read whole.
        object = json.object(parser, type.equals("ERROR") ? FieldFilter.EVERYTHING : filter);
      } else {
        parser.skipChildren();
      }
    }
    return new Event(type, object);
  }
}
