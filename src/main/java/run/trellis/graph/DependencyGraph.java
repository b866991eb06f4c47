package run.trellis.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which node reads which. Orders nodes and explains cycles; knows nothing of Kubernetes.
 *
 * @param dependencies each node, in the order of the definition, with the nodes it reads
 */
record DependencyGraph(SequencedMap<String, Set<String>> dependencies) {

  DependencyGraph {
    SequencedMap<String, Set<String>> copy = new LinkedHashMap<>();
    dependencies.forEach(
        (node, read) -> copy.put(node, Collections.unmodifiableSet(new LinkedHashSet<>(read))));
    dependencies = Collections.unmodifiableSequencedMap(copy);
  }

  /**
   * Every node after those it reads; among nodes that may come next, the first of the definition
   * (Kahn's algorithm). Nodes on a cycle, and those that need one, are left out.
   */
  List<String> order() {
    Map<String, Integer> position = new LinkedHashMap<>();
    dependencies.keySet().forEach(node -> position.put(node, position.size()));
    Map<String, Integer> missing = new LinkedHashMap<>();
    Map<String, List<String>> dependents = new LinkedHashMap<>();
    dependencies.forEach(
        (node, read) -> {
          missing.put(node, read.size());
          read.forEach(
              dependency ->
                  dependents.computeIfAbsent(dependency, _ -> new ArrayList<>()).add(node));
        });
    PriorityQueue<String> next =
        new PriorityQueue<>(
            (left, right) ->
                Integer.compare(position.getOrDefault(left, 0), position.getOrDefault(right, 0)));
    missing.forEach(
        (node, count) -> {
          if (count == 0) {
            next.add(node);
          }
        });
    List<String> order = new ArrayList<>();
    for (String node = next.poll(); node != null; node = next.poll()) {
      order.add(node);
      for (String dependent : dependents.getOrDefault(node, List.of())) {
        if (missing.merge(dependent, -1, Integer::sum) == 0) {
          next.add(dependent);
        }
      }
    }
    return List.copyOf(order);
  }

  /**
   * Cycles, each as short as can be and starting with its first node of the definition, one for
   * each group of nodes that read each other. Empty if the graph can be ordered.
   */
  List<List<String>> cycles() {
    Set<String> left = new LinkedHashSet<>(dependencies.keySet());
    order().forEach(left::remove);
    List<List<String>> cycles = new ArrayList<>();
    Set<String> explained = new LinkedHashSet<>();
    for (String node : left) {
      if (!explained.contains(node)) {
        List<String> cycle = shortestCycle(node, left);
        if (!cycle.isEmpty()) {
          cycles.add(cycle);
          explained.addAll(reachable(node, left));
        }
      }
    }
    return List.copyOf(cycles);
  }

  /** All nodes that a node reads, directly or through others. */
  Set<String> upstream(String node) {
    Set<String> all = reachable(node, dependencies.keySet());
    all.remove(node);
    return all;
  }

  private Set<String> reachable(String start, Set<String> within) {
    Set<String> seen = new LinkedHashSet<>(Set.of(start));
    Deque<String> open = new ArrayDeque<>(List.of(start));
    for (String node = open.poll(); node != null; node = open.poll()) {
      dependencies.getOrDefault(node, Set.of()).stream()
          .filter(within::contains)
          .filter(seen::add)
          .forEach(open::add);
    }
    return seen;
  }

  /** Breadth first from the node back to itself. */
  private List<String> shortestCycle(String start, Set<String> within) {
    Map<String, String> cameFrom = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    for (String node = open.poll(); node != null; node = open.poll()) {
      for (String dependency : dependencies.getOrDefault(node, Set.of())) {
        if (dependency.equals(start)) {
          return path(start, node, cameFrom);
        }
        if (within.contains(dependency) && !cameFrom.containsKey(dependency)) {
          cameFrom.put(dependency, node);
          open.add(dependency);
        }
      }
    }
    return List.of();
  }

  private static List<String> path(String start, String end, Map<String, String> cameFrom) {
    List<String> path = new ArrayList<>(List.of(start));
    for (String node = end; node != null && !node.equals(start); node = cameFrom.get(node)) {
      path.add(1, node);
    }
    path.add(start);
    return path;
  }

  /** For messages: {@code a -> b -> a}. */
  static String display(List<String> cycle) {
    return cycle.stream().collect(Collectors.joining(" -> "));
  }
}
