package run.trellis.reconcile.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.ModelServer;
import run.trellis.cluster.ModelServer.Write;
import run.trellis.randomgraph.Expectation;
import run.trellis.randomgraph.Place;

/**
 * Looks at every write just before it takes effect, and notes what breaks a promise: what is made
 * without being written down first, before what it reads, or in place of somebody else's; what is
 * deleted although it is wanted, is somebody else's, or is still needed.
 */
final class Promises {

  private final ModelServer server;
  private final ObjectReference instance;
  private final List<String> broken = new ArrayList<>();
  private final Set<ObjectReference> unseen = new HashSet<>();

  /** The nodes that each object read when it was made, whatever the inventory says. */
  private final Map<ObjectReference, Set<String>> madeFrom = new HashMap<>();

  private Expectation expected;

  Promises(ModelServer server, Place place, Expectation expected) {
    this.server = server;
    this.instance = place.instance();
    this.expected = expected;
    server.watchedBy(this::look);
  }

  /** What a pass from now on has to go by. */
  void expect(Expectation next) {
    expected = next;
  }

  /** Somebody took an object away, or out of sight, and the controller has not been told. */
  void tookAway(ObjectReference object) {
    unseen.add(object);
  }

  /** The controller has been told everything. */
  void toldEverything() {
    unseen.clear();
  }

  /** A pass is over: what is as it should be is made from what the graph reads now. */
  void passed() {
    expected.objects().keySet().stream()
        .filter(object -> !unseen.contains(object) && isAsWanted(object))
        .forEach(object -> madeFrom.put(object, expected.dependencies(nodeOf(object))));
  }

  List<String> broken() {
    return broken;
  }

  /** The objects of a node as the status of the instance has them. */
  private record Shelf(
      Set<String> dependsOn, boolean orphaned, Map<ObjectReference, String> uids) {}

  private void look(Write write) {
    Optional<KubeObject> owner = server.find(instance);
    if (write.object().equals(instance) || owner.isEmpty()) {
      if (!write.object().equals(instance)) {
        broken.add(write + " without an instance");
      }
      return;
    }
    switch (write) {
      case Write.Apply(ObjectReference object, Optional<KubeObject> live) ->
          applied(owner.get(), object, live);
      case Write.Delete(ObjectReference object, KubeObject live) ->
          deleted(owner.get(), object, live);
      case Write.LetGo(ObjectReference object, KubeObject live) -> {
        if (isForeign(live) || !(isKnown(live) || isOurs(object, owner.get()))) {
          broken.add("let go of " + object + ", which is not the instance's");
        }
      }
      case Write.Status _, Write.Release _ -> broken.add(write + " is not for the engine to do");
    }
  }

  private void applied(KubeObject owner, ObjectReference object, Optional<KubeObject> live) {
    if (!owner.finalizers().contains(Marks.FINALIZER)) {
      broken.add("applied " + object + " for an instance that nothing holds");
    }
    Optional<String> uid =
        shelves(owner).values().stream()
            .filter(shelf -> shelf.uids().containsKey(object))
            .map(shelf -> shelf.uids().getOrDefault(object, ""))
            .findFirst();
    if (uid.isEmpty() || (live.isEmpty() && !uid.get().isEmpty())) {
      broken.add("applied " + object + ", but the inventory says " + uid);
    }
    if (live.filter(Promises::isForeign).isPresent()) {
      broken.add("applied " + object + " over somebody else's");
    }
    if (!unseen.contains(object) && live.filter(KubeObject::isTerminating).isPresent()) {
      broken.add("applied " + object + ", which is on its way out");
    }
    madeFrom.put(object, expected.dependencies(nodeOf(object)));
    for (String dependency : expected.dependencies(nodeOf(object))) {
      expected.meantBy(dependency).stream()
          .filter(needed -> !unseen.contains(needed) && !isReadable(needed, dependency))
          .forEach(needed -> broken.add("applied " + object + " before " + needed + " is ready"));
    }
  }

  private boolean isReadable(ObjectReference object, String node) {
    return server.find(object).filter(live -> expected.isReady(node, live)).isPresent();
  }

  private void deleted(KubeObject owner, ObjectReference object, KubeObject live) {
    Map<String, Shelf> shelves = shelves(owner);
    if (isForeign(live) || !(isKnown(live) || isOurs(object, owner))) {
      broken.add("deleted " + object + ", which is not the instance's");
    }
    boolean terminating = owner.isTerminating();
    if (!terminating && expected.meant().contains(object)) {
      broken.add("pruned " + object + ", which is wanted");
    }
    if (!terminating) {
      assertReplaced(object);
    }
    assertNobodyNeeds(object, owner, shelves, !terminating);
    assertNobodyWasMadeFrom(object, owner);
  }

  /** What is not made anew yet still stands on what it was made from. */
  private void assertNobodyWasMadeFrom(ObjectReference object, KubeObject owner) {
    madeFrom.keySet().stream()
        .filter(made -> isOurs(made, owner) && !unseen.contains(made) && !isAsWanted(made))
        .filter(made -> origins(made).contains(nodeOf(object)))
        .forEach(made -> broken.add("deleted " + object + " before " + made + ", made from it"));
  }

  private Set<String> origins(ObjectReference object) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(madeFrom.getOrDefault(object, Set.of()));
    while (!open.isEmpty()) {
      String node = open.remove();
      if (seen.add(node)) {
        madeFrom.forEach(
            (other, read) -> {
              if (nodeOf(other).equals(node) && server.find(other).isPresent()) {
                open.addAll(read);
              }
            });
      }
    }
    return seen;
  }

  /**
   * What its own node, or any of its kind, wants in its place is there: create first, delete after.
   */
  private void assertReplaced(ObjectReference object) {
    expected
        .objects()
        .forEach(
            (wanted, _) -> {
              boolean replaces =
                  wanted.type().equals(object.type()) || nodeOf(wanted).equals(nodeOf(object));
              if (replaces && !unseen.contains(wanted) && !isAsWanted(wanted)) {
                broken.add("pruned " + object + " before " + wanted + " was there");
              }
            });
  }

  /** Whether an object is there and says all that it should say by now. */
  private boolean isAsWanted(ObjectReference object) {
    Optional<KubeObject> live = server.find(object);
    Expectation.Wanted wanted = expected.objects().get(object);
    return live.isPresent()
        && wanted != null
        && JsonTree.mapAt(live.get().tree(), "data")
            .entrySet()
            .containsAll(wanted.data().entrySet())
        && wanted
            .uidOf()
            .filter(source -> !unseen.contains(source))
            .flatMap(server::find)
            .filter(source -> !source.uid().equals(live.get().at("data", "u")))
            .isEmpty();
  }

  private void assertNobodyNeeds(
      ObjectReference object, KubeObject owner, Map<String, Shelf> shelves, boolean prunes) {
    shelves.forEach(
        (node, shelf) -> {
          boolean needs = upstream(shelves, node).contains(nodeOf(object));
          if (needs && (prunes || !shelf.orphaned())) {
            shelf.uids().keySet().stream()
                .filter(needing -> isOurs(needing, owner))
                .filter(needing -> !prunes || !(unseen.contains(needing) || isAsWanted(needing)))
                .forEach(needing -> broken.add("deleted " + object + " before " + needing));
          }
        });
  }

  private boolean isOurs(ObjectReference object, KubeObject owner) {
    return server
        .find(object)
        .filter(live -> owner.uid().equals(live.labels().get(Marks.INSTANCE_UID)))
        .isPresent();
  }

  private static boolean isForeign(KubeObject object) {
    return object.annotations().containsKey(ModelRun.FOREIGN);
  }

  /** Objects are named after their nodes. */
  static String nodeOf(ObjectReference object) {
    return object.name().split("-", 3)[1];
  }

  private static Map<String, Shelf> shelves(KubeObject owner) {
    Map<String, Shelf> shelves = new HashMap<>();
    for (@Nullable Object node : JsonTree.listAt(owner.tree(), "status", "graph", "nodes")) {
      Map<ObjectReference, String> uids = new HashMap<>();
      for (@Nullable Object object : JsonTree.listAt(node, "objects")) {
        uids.put(reference(object), JsonTree.textAt(object, "uid"));
      }
      Set<String> dependsOn = new HashSet<>();
      JsonTree.listAt(node, "dependsOn").forEach(other -> dependsOn.add(String.valueOf(other)));
      boolean orphaned = JsonTree.textAt(node, "deletion").equals("Orphan");
      shelves.put(JsonTree.textAt(node, "id"), new Shelf(dependsOn, orphaned, uids));
    }
    return shelves;
  }

  private static ObjectReference reference(@Nullable Object object) {
    return new ObjectReference(
        GroupVersionKind.of(JsonTree.textAt(object, "apiVersion"), JsonTree.textAt(object, "kind")),
        JsonTree.textAt(object, "namespace"),
        JsonTree.textAt(object, "name"));
  }

  /** Whether the inventory says that this very object is the instance's. */
  boolean isKnown(KubeObject object) {
    return server.find(instance).stream()
        .flatMap(owner -> shelves(owner).values().stream())
        .anyMatch(shelf -> object.uid().equals(shelf.uids().get(object.reference())));
  }

  /** Whether an object of one node is made from objects of another, going by the inventory. */
  boolean needs(String node, String other) {
    return server
        .find(instance)
        .filter(owner -> upstream(shelves(owner), node).contains(other))
        .isPresent();
  }

  private static Set<String> upstream(Map<String, Shelf> shelves, String node) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      Shelf shelf = shelves.get(open.remove());
      if (shelf != null) {
        shelf.dependsOn().stream().filter(seen::add).forEach(open::add);
      }
    }
    return seen;
  }
}
