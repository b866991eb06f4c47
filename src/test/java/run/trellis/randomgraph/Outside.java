package run.trellis.randomgraph;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;

/**
 * What there is that graphs only read: three config maps, of which the first two carry a label.
 *
 * @param states state of each
 */
public record Outside(List<State> states) {

  public static final int COUNT = 3;
  static final String LABEL = "pool";

  public Outside {
    states = List.copyOf(states);
  }

  /** Whether it is there, and what it says. */
  public enum State {
    ON,
    OFF,
    ABSENT
  }

  static String name(int number) {
    return "ext-" + number;
  }

  State state(int number) {
    return states.get(number);
  }

  /** Names of those with the label that are there. */
  List<String> labelled() {
    return IntStream.range(0, COUNT - 1)
        .filter(number -> state(number) != State.ABSENT)
        .mapToObj(Outside::name)
        .toList();
  }

  public Outside with(int number, State state) {
    return new Outside(
        IntStream.range(0, COUNT)
            .mapToObj(other -> other == number ? state : states.get(other))
            .toList());
  }

  public static ObjectReference reference(Place place, int number) {
    return new ObjectReference(
        place.type(RandomNode.Kind.CONFIG_MAP), place.namespace(), name(number));
  }

  /** An object in the state it is in; only for one that is there. */
  public KubeObject object(Place place, int number) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of(
                "name",
                name(number),
                "namespace",
                place.namespace(),
                "labels",
                number < COUNT - 1 ? Map.of(LABEL, "x") : Map.of()),
            "data",
            Map.of("v", name(number), "on", String.valueOf(state(number) == State.ON))));
  }
}
