package run.trellis.api.kro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.AuthoredConditions;
import run.trellis.api.AuthoredConditions.Entry;
import run.trellis.api.Condition.Status;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;

/**
 * Conditions of the author's own, as an instance shows them.
 *
 * @param conditions those whose type only one entry has, in the order of the definition
 * @param isSound whether each of them could be told
 */
record KroConditions(List<Stated> conditions, boolean isSound) {

  /**
   * Puts together what was given now and what still holds.
   *
   * @param builtIn what the engine would say; nothing of it holds on as the author's
   * @param instance as it is, its conditions so far included
   */
  static KroConditions of(AuthoredConditions authored, List<Stated> builtIn, KubeObject instance) {
    List<List<Stated>> given = authored.entries().stream().map(KroConditions::given).toList();
    Set<String> taken =
        given.stream()
            .flatMap(List::stream)
            .map(Stated::type)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> engine = builtIn.stream().map(Stated::type).collect(Collectors.toSet());
    Map<String, List<Stated>> byType = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      List<Stated> conditions =
          authored.entries().get(i) instanceof Entry.Waiting waiting
              ? kept(waiting, taken, engine, instance)
              : given.get(i);
      for (Stated condition : conditions) {
        byType.computeIfAbsent(condition.type(), _ -> new ArrayList<>()).add(condition);
      }
    }
    List<Stated> clear =
        byType.values().stream().filter(same -> same.size() == 1).map(List::getFirst).toList();
    boolean failed = authored.entries().stream().anyMatch(Entry.Failed.class::isInstance);
    return new KroConditions(clear, clear.size() == byType.size() && !failed);
  }

  private static List<Stated> given(Entry entry) {
    if (!(entry instanceof Entry.Given(@Nullable Object value))) {
      return List.of();
    }
    List<?> several = value instanceof List<?> list ? list : List.of(Optional.ofNullable(value));
    return several.stream()
        .map(one -> one instanceof Optional<?> held ? held.orElse(null) : one)
        .map(KroConditions::condition)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Adds what it keeps to what is taken: of two that wait, the first keeps a condition. */
  private static List<Stated> kept(
      Entry.Waiting waiting, Set<String> taken, Set<String> engine, KubeObject instance) {
    Set<String> written = new HashSet<>(waiting.types());
    return Stated.told(instance).stream()
        .filter(
            before ->
                written.contains(before.type())
                    || (waiting.others() && !engine.contains(before.type())))
        .filter(before -> taken.add(before.type()))
        .toList();
  }

  private static Optional<Stated> condition(@Nullable Object entry) {
    String type = JsonTree.textAt(entry, "type");
    return type.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Stated(
                type,
                Status.of(JsonTree.textAt(entry, "status")),
                JsonTree.textAt(entry, "reason"),
                JsonTree.textAt(entry, "message")));
  }
}
