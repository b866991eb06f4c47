package run.trellis.cluster;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Managers;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.ApiRequest.Verb;
import run.trellis.cluster.KindDirectory.Lookup;
import run.trellis.cluster.WriteResult.Refused;

/** Requests for objects: finds the path of a kind, states the precondition, reads the answer. */
final class ApiObjectClient implements ObjectClient {

  /** A version that no object has: the server ignores it for what does not exist yet. */
  private static final String VERSION_OF_NOTHING = "1";

  private final ApiServer server;
  private final KindDirectory kinds;
  private final Managers managers;

  ApiObjectClient(ApiServer server, KindDirectory kinds, Managers managers) {
    this.server = server;
    this.kinds = kinds;
    this.managers = managers;
  }

  @Override
  public ObjectClient as(Managers others) {
    return new ApiObjectClient(server, kinds, others);
  }

  @Override
  public WriteResult apply(KubeObject manifest, ApplyMode mode) {
    KubeObject body =
        switch (mode) {
          case ApplyMode.Create() -> withMetadata(manifest, "resourceVersion", VERSION_OF_NOTHING);
          case ApplyMode.Update(String uid) -> withMetadata(manifest, "uid", uid);
          case ApplyMode.Upsert() -> manifest;
        };
    return apply(body, managers.objects());
  }

  @Override
  public WriteResult applyMarks(KubeObject manifest, String uid) {
    return apply(withMetadata(manifest, "uid", uid), managers.marks());
  }

  @Override
  public WriteResult giveUp(String manager, KubeObject object) {
    return apply(identity(object.reference(), object.uid()), manager);
  }

  /** The server validates what is to be created before it looks whether it is there already. */
  @Override
  public boolean wouldCreate(KubeObject manifest) {
    ObjectReference reference = manifest.reference();
    if (!(kinds.find(reference.type()) instanceof Lookup.Served served)) {
      return false;
    }
    String path = ResourcePaths.of(reference.type(), served, reference.namespace());
    ApiRequest request =
        ApiRequest.write(Verb.CREATE, reference.type().kind(), path, manifest.tree())
            .with("fieldManager", managers.objects())
            .with("fieldValidation", "Strict")
            .with("dryRun", "All");
    try {
      ApiAnswer answer = server.send(request);
      return answer.isSuccess()
          || (answer.code() == 409 && answer.reason().equals("AlreadyExists"));
    } catch (IOException e) {
      return false;
    }
  }

  private WriteResult apply(KubeObject body, String manager) {
    return write(
        body.reference(),
        path ->
            ApiRequest.write(Verb.APPLY, body.type().kind(), path, body.tree())
                .with("fieldManager", manager)
                .with("force", "true"));
  }

  @Override
  public WriteResult applyStatus(KubeObject manifest) {
    return write(
        manifest.reference(),
        path ->
            ApiRequest.write(
                    Verb.APPLY_STATUS, manifest.type().kind(), path + "/status", manifest.tree())
                .with("fieldManager", managers.status())
                .with("force", "true"));
  }

  @Override
  public WriteResult delete(ObjectReference reference, String uid) {
    Map<String, Object> options =
        Map.of(
            "apiVersion", "v1",
            "kind", "DeleteOptions",
            "propagationPolicy", "Background",
            "preconditions", Map.of("uid", uid));
    WriteResult result =
        write(
            reference,
            path -> ApiRequest.write(Verb.DELETE, reference.type().kind(), path, options));
    return switch (result) {
      // What has another uid is not the object that was to go.
      case WriteResult.Conflict conflict -> new WriteResult.Gone();
      case Refused refused when refused.reason() == Reason.NAMESPACE_MISSING ->
          new WriteResult.Gone();
      // Deleted at once: then the server answers with a status and not with the object.
      case WriteResult.Done(KubeObject answer) when !answer.type().equals(reference.type()) ->
          new WriteResult.Done(identity(reference, uid));
      default -> result;
    };
  }

  @Override
  public WriteResult removeFinalizer(KubeObject object, String finalizer) {
    List<String> others =
        object.finalizers().stream().filter(other -> !other.equals(finalizer)).toList();
    Map<String, Object> metadata =
        Map.of(
            "uid", object.uid(),
            "resourceVersion", object.resourceVersion(),
            "finalizers", others);
    return merge(object, metadata);
  }

  @Override
  public WriteResult removeMarks(
      KubeObject object, Collection<String> labels, Collection<String> annotations) {
    return merge(
        object,
        Map.of("uid", object.uid(), "labels", nulls(labels), "annotations", nulls(annotations)));
  }

  /** A merge patch removes a field by setting it to {@code null}. */
  private static Map<String, @Nullable Object> nulls(Collection<String> names) {
    Map<String, @Nullable Object> nulls = new LinkedHashMap<>();
    names.forEach(name -> nulls.put(name, null));
    return nulls;
  }

  private WriteResult merge(KubeObject object, Map<String, ?> metadata) {
    return write(
        object.reference(),
        path ->
            ApiRequest.write(Verb.MERGE, object.type().kind(), path, Map.of("metadata", metadata))
                .with("fieldManager", managers.objects()));
  }

  @Override
  public ReadResult get(ObjectReference reference) {
    return switch (kinds.find(reference.type())) {
      case Lookup.Missing() ->
          new ReadResult.Refused(Reason.KIND_MISSING, notServed(reference.type()));
      case Lookup.Unavailable(String message) ->
          new ReadResult.Refused(Reason.APPLY_UNAVAILABLE, message);
      case Lookup.Served served -> get(reference, served);
    };
  }

  private ReadResult get(ObjectReference reference, Lookup.Served served) {
    if (misplaced(reference, served).isPresent()) {
      return new ReadResult.Absent();
    }
    String kind = reference.type().kind();
    try {
      ApiAnswer answer =
          server.send(ApiRequest.read(Verb.GET, kind, ResourcePaths.of(reference, served)));
      if (answer.isSuccess()) {
        return new ReadResult.Found(KubeObject.ofImmutable(answer.tree()));
      }
      if (answer.code() == 404 && !answer.subjectName().isEmpty()) {
        return new ReadResult.Absent();
      }
      forgetIfMissing(reference.type(), answer);
      return new ReadResult.Refused(Refusals.reason(answer), Refusals.sentence(answer));
    } catch (IOException e) {
      return new ReadResult.Refused(Reason.APPLY_UNAVAILABLE, Refusals.sentence(e));
    }
  }

  /** Makes a request once the path of the object is known. */
  private interface RequestAt {
    ApiRequest at(String path);
  }

  private WriteResult write(ObjectReference reference, RequestAt request) {
    return switch (kinds.find(reference.type())) {
      case Lookup.Missing() -> refused(Reason.KIND_MISSING, notServed(reference.type()));
      case Lookup.Unavailable(String message) -> refused(Reason.APPLY_UNAVAILABLE, message);
      case Lookup.Served served ->
          misplaced(reference, served)
              .map(problem -> refused(Reason.APPLY_INVALID, problem))
              .orElseGet(() -> send(reference, request.at(ResourcePaths.of(reference, served))));
    };
  }

  private WriteResult send(ObjectReference reference, ApiRequest request) {
    try {
      ApiAnswer answer = server.send(request);
      if (answer.isSuccess()) {
        return new WriteResult.Done(KubeObject.ofImmutable(answer.tree()));
      }
      return read(reference, answer);
    } catch (IOException e) {
      return refused(Reason.APPLY_UNAVAILABLE, Refusals.sentence(e));
    }
  }

  private WriteResult read(ObjectReference reference, ApiAnswer answer) {
    boolean aboutTheObject =
        answer.subjectName().equals(reference.name()) && !answer.subjectKind().equals("namespaces");
    if (answer.code() == 404 && (aboutTheObject || isNamespace(reference, answer))) {
      return new WriteResult.Gone();
    }
    if (answer.code() == 409 && answer.message().contains("no existing object was found")) {
      return new WriteResult.Gone();
    }
    if (answer.code() == 409 || (answer.code() == 422 && answer.hasCauseAt("metadata.uid"))) {
      return new WriteResult.Conflict(Refusals.sentence(answer));
    }
    forgetIfMissing(reference.type(), answer);
    Refused refused =
        new Refused(
            Refusals.reason(answer),
            Refusals.sentence(answer),
            Refusals.retryAfter(answer),
            Refusals.fields(answer));
    return isSecret(reference.type()) ? refused.withoutValues() : refused;
  }

  private static boolean isNamespace(ObjectReference reference, ApiAnswer answer) {
    return reference.type().kind().equals("Namespace")
        && reference.type().group().isEmpty()
        && answer.subjectName().equals(reference.name());
  }

  private static boolean isSecret(GroupVersionKind type) {
    return type.group().isEmpty() && type.kind().equals("Secret");
  }

  private void forgetIfMissing(GroupVersionKind type, ApiAnswer answer) {
    if (answer.code() == 404 && Refusals.reason(answer) == Reason.KIND_MISSING) {
      kinds.forget(type.group());
    }
  }

  /** Why an object cannot be where its reference says. */
  private static Optional<String> misplaced(ObjectReference reference, Lookup.Served served) {
    Optional<String> flaw = ResourcePaths.flaw(reference.name());
    if (flaw.isPresent()) {
      return flaw.map(problem -> "metadata.name " + problem);
    }
    if (served.namespaced() && reference.namespace().isEmpty()) {
      return Optional.of("a " + reference.type().kind() + " needs a namespace");
    }
    if (!served.namespaced() && !reference.namespace().isEmpty()) {
      return Optional.of("a " + reference.type().kind() + " has no namespace");
    }
    return served.namespaced()
        ? ResourcePaths.flaw(reference.namespace()).map(problem -> "metadata.namespace " + problem)
        : Optional.empty();
  }

  private static String notServed(GroupVersionKind type) {
    return "the API server does not serve " + type;
  }

  private static WriteResult refused(Reason reason, String message) {
    return new Refused(reason, message, Optional.empty());
  }

  private static KubeObject withMetadata(KubeObject object, String field, String value) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(object.tree(), "metadata"));
    metadata.put(field, value);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(object.tree());
    tree.put("metadata", metadata);
    return KubeObject.ofImmutable(tree);
  }

  private static KubeObject identity(ObjectReference reference, String uid) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", reference.name());
    if (!reference.namespace().isEmpty()) {
      metadata.put("namespace", reference.namespace());
    }
    metadata.put("uid", uid);
    return KubeObject.of(
        Map.of(
            "apiVersion", reference.type().apiVersion(),
            "kind", reference.type().kind(),
            "metadata", metadata));
  }
}
