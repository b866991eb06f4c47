package run.trellis.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.AuthoredConditions;
import run.trellis.api.AuthoredConditions.Entry;
import run.trellis.api.JsonTree;
import run.trellis.api.Stated;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.OwnCondition;

/**
 * Conditions of the author's own. They come after everything else, because they may read what the
 * engine itself would say of the instance.
 */
public final class OwnConditions {

  private static final String SCHEMA = "schema";

  private OwnConditions() {}

  /**
   * Evaluates them. A pure function; one that waits or fails takes no other along.
   *
   * @param resolution what the graph came to
   * @param builtIn what the engine would say: the conditions of {@code schema}
   */
  public static AuthoredConditions of(
      CompiledGraph graph, Resolution resolution, List<Stated> builtIn) {
    Bindings bindings = told(resolution.bindings(), builtIn);
    Budget budget = new Budget(Budget.Limits.PASS);
    List<Entry> entries = new ArrayList<>();
    for (OwnCondition condition : graph.conditions()) {
      entries.add(
          switch (condition.expression().compiled().evaluate(bindings, budget.part())) {
            case Evaluated.Value(@Nullable Object value) -> new Entry.Given(value);
            case Evaluated.Omitted _ -> new Entry.Given(null);
            case Evaluated.Pending _ ->
                new Entry.Waiting(
                    Set.copyOf(condition.types().written()), condition.types().others());
            case Evaluated.Failed failed ->
                new Entry.Failed(
                    condition.expression().path()
                        + ": "
                        + condition.expression().text()
                        + ": "
                        + failed.message());
          });
    }
    return new AuthoredConditions(entries);
  }

  private static Bindings told(Bindings bindings, List<Stated> builtIn) {
    List<Map<String, String>> conditions =
        builtIn.stream()
            .map(
                condition ->
                    Map.of(
                        "type", condition.type(),
                        "status", condition.status().value(),
                        "reason", condition.reason(),
                        "message", condition.message()))
            .toList();
    Map<String, @Nullable Object> schema =
        new LinkedHashMap<>(JsonTree.mapAt(bindings.get(SCHEMA)));
    schema.put("status", Map.of("conditions", conditions));
    return bindings.with(SCHEMA, schema);
  }
}
