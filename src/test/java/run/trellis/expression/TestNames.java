package run.trellis.expression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import run.trellis.api.JsonTree;
import run.trellis.schema.SchemaType;

/** A scope with something of each kind, for every language, and outcomes as tables write them. */
public final class TestNames {

  /** {@code schema} is given and typed, most other names are live state without a schema. */
  public static final Scope SCOPE = new Scope(scope());

  public static final Bindings BINDINGS = bindings();

  private TestNames() {}

  /** An outcome as tables write it. */
  public static String text(Evaluated evaluated) {
    return switch (evaluated) {
      case Evaluated.Value(Object value) -> json(value);
      case Evaluated.Omitted omitted -> "omitted";
      case Evaluated.Pending pending -> "pending " + pending.missing();
      case Evaluated.Failed failed -> "failed " + failed.code() + ": " + failed.message();
    };
  }

  private static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "'" + text + "'";
      case List<?> list -> list.stream().map(TestNames::json).toList().toString();
      case Map<?, ?> map -> {
        Map<Object, String> texts = new LinkedHashMap<>();
        map.forEach((key, element) -> texts.put(key, json(element)));
        yield texts.toString();
      }
      default -> value.toString();
    };
  }

  private static Map<String, Scope.Name> scope() {
    Map<String, Scope.Name> names = new LinkedHashMap<>();
    names.put("schema", Scope.Name.given(instance()));
    names.put("deployment", Scope.Name.observed(SchemaType.UNKNOWN));
    names.put("service", Scope.Name.observed(SchemaType.UNKNOWN));
    names.put("pods", Scope.Name.observed(SchemaType.listOf(SchemaType.UNKNOWN)));
    names.put("ingress", Scope.Name.observed(SchemaType.UNKNOWN));
    names.put("later", Scope.Name.observed(SchemaType.UNKNOWN));
    names.put("region", Scope.Name.given(SchemaType.STRING));
    names.put("data", Scope.Name.given(SchemaType.UNKNOWN));
    names.put("credentials", Scope.Name.observed(SchemaType.UNKNOWN).asSensitive());
    names.put("web", Scope.Name.observed(workload()));
    return names;
  }

  /** Live state of a kind with a schema. */
  private static SchemaType workload() {
    SchemaType container =
        object(
            Map.of("name", SchemaType.STRING, "limits", SchemaType.mapOf(SchemaType.QUANTITY)),
            Map.of("image", SchemaType.STRING));
    SchemaType spec =
        object(
            Map.of(
                "replicas", SchemaType.INTEGER,
                "containers", SchemaType.listOf(container),
                "port", SchemaType.INT_OR_STRING,
                "options", SchemaType.UNKNOWN),
            Map.of("paused", SchemaType.BOOLEAN));
    SchemaType phase =
        new SchemaType.Scalar(
            SchemaType.Kind.STRING, SchemaType.Format.NONE, List.of("Pending", "Running"));
    SchemaType status = object(Map.of(), Map.of("ready", SchemaType.INTEGER, "phase", phase));
    return object(
        Map.of("metadata", object(Map.of("name", SchemaType.STRING), Map.of()), "spec", spec),
        Map.of("status", status));
  }

  private static SchemaType instance() {
    SchemaType tls =
        object(Map.of(), Map.of("enabled", SchemaType.BOOLEAN, "secret", SchemaType.STRING));
    SchemaType port =
        object(Map.of("name", SchemaType.STRING, "port", SchemaType.INTEGER), Map.of());
    SchemaType spec =
        object(
            Map.of(
                "image", SchemaType.STRING,
                "replicas", SchemaType.INTEGER,
                "ratio", SchemaType.NUMBER,
                "debug", SchemaType.BOOLEAN,
                "regions", SchemaType.listOf(SchemaType.STRING),
                "ports", SchemaType.listOf(port),
                "labels", SchemaType.mapOf(SchemaType.STRING),
                "port", SchemaType.INT_OR_STRING),
            Map.of("tls", tls, "nickname", SchemaType.STRING));
    SchemaType metadata =
        object(Map.of("name", SchemaType.STRING, "namespace", SchemaType.STRING), Map.of());
    return object(Map.of("spec", spec, "metadata", metadata), Map.of());
  }

  /** An object with fields that are always there, and others that may be. */
  public static SchemaType object(
      Map<String, SchemaType> present, Map<String, SchemaType> optional) {
    Map<String, SchemaType.Field> fields = new TreeMap<>();
    present.forEach((name, type) -> fields.put(name, new SchemaType.Field(type, true)));
    optional.forEach((name, type) -> fields.put(name, new SchemaType.Field(type, false)));
    return new SchemaType.ObjectOf(fields, false);
  }

  private static Bindings bindings() {
    Bindings bindings = Bindings.EMPTY;
    try (var text = TestNames.class.getResourceAsStream("/expression/bindings.yaml")) {
      Map<?, ?> values = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      for (var entry : JsonTree.copyOfMap(values).entrySet()) {
        bindings = bindings.with(entry.getKey(), entry.getValue());
      }
      return bindings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
