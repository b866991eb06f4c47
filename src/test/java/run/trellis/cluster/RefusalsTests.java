package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.api.Reason;

/** Status messages are those of Kubernetes 1.36. */
class RefusalsTests {

  @ParameterizedTest
  @MethodSource({"denied", "missing", "malformed"})
  void tellsTheReason(int code, String message, Map<String, Object> details, Reason reason) {
    assertThat(Refusals.reason(answer(code, message, details))).isEqualTo(reason);
  }

  static Stream<Arguments> denied() {
    return Stream.of(
        argumentSet(
            "a right is missing",
            403,
            "configmaps \"a\" is forbidden: User \"system:serviceaccount:x:y\" cannot patch"
                + " resource \"configmaps\" in API group \"\" in the namespace \"x\"",
            Map.of("name", "a", "kind", "configmaps"),
            Reason.APPLY_FORBIDDEN),
        argumentSet(
            "rights that the engine has not got may not be granted",
            403,
            "roles.rbac.authorization.k8s.io \"r\" is forbidden: user \"u\""
                + " (groups=[\"g\"]) is attempting to grant RBAC permissions not currently held:",
            Map.of("name", "r"),
            Reason.APPLY_FORBIDDEN),
        argumentSet(
            "a quota is used up",
            403,
            "configmaps \"b\" is forbidden: exceeded quota: q, requested: configmaps=1, used:"
                + " configmaps=1, limited: configmaps=1",
            Map.of("name", "b", "kind", "configmaps"),
            Reason.APPLY_DENIED),
        argumentSet(
            "pod security",
            403,
            "pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\": privileged",
            Map.of("name", "p", "kind", "pods"),
            Reason.APPLY_DENIED),
        argumentSet(
            "an admission policy, which reports what it denies as invalid",
            422,
            "deployments.apps \"d\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b'"
                + " denied request: failed expression: object.spec.replicas <= 5",
            Map.of("name", "d", "kind", "deployments"),
            Reason.APPLY_DENIED),
        argumentSet(
            "a webhook denies, with any status it likes",
            400,
            "admission webhook \"w.example.com\" denied the request: no",
            Map.of(),
            Reason.APPLY_DENIED),
        argumentSet(
            "a webhook is down",
            500,
            "Internal error occurred: failed calling webhook \"w.example.com\": failed to call"
                + " webhook: Post \"https://w.x.svc:443/\": dial tcp 10.0.0.1:443: connection"
                + " refused",
            Map.of("causes", List.of(Map.of("message", "failed calling webhook"))),
            Reason.APPLY_UNAVAILABLE));
  }

  static Stream<Arguments> missing() {
    return Stream.of(
        argumentSet(
            "the namespace does not exist",
            404,
            "namespaces \"none\" not found",
            Map.of("name", "none", "kind", "namespaces"),
            Reason.NAMESPACE_MISSING),
        argumentSet(
            "the namespace is going",
            403,
            "configmaps \"a\" is forbidden: unable to create new content in namespace x because it"
                + " is being terminated",
            Map.of(
                "name",
                "a",
                "causes",
                List.of(Map.of("reason", "NamespaceTerminating", "field", "metadata.namespace"))),
            Reason.NAMESPACE_MISSING),
        argumentSet(
            "the kind is not served",
            404,
            "the server could not find the requested resource",
            Map.of(),
            Reason.KIND_MISSING),
        argumentSet("nothing is served at the path", 404, "", Map.of(), Reason.KIND_MISSING));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        argumentSet(
            "a field of the wrong type, which the server reports as its own failure",
            500,
            "failed to create typed patch object (/d; apps/v1, Kind=Deployment): .spec.replicas:"
                + " expected numeric (int or float), got string",
            Map.of(),
            Reason.APPLY_INVALID),
        argumentSet(
            "an object larger than etcd takes",
            500,
            "etcdserver: request is too large",
            Map.of(),
            Reason.APPLY_INVALID),
        argumentSet(
            "a request larger than the server takes",
            413,
            "Request entity too large: limit is 3145728",
            Map.of(),
            Reason.APPLY_INVALID),
        argumentSet("too busy", 429, "", Map.of(), Reason.APPLY_UNAVAILABLE),
        argumentSet("a gateway", 502, "", Map.of(), Reason.APPLY_UNAVAILABLE),
        argumentSet("credentials", 401, "Unauthorized", Map.of(), Reason.APPLY_FORBIDDEN));
  }

  @Test
  void listsWhatIsInvalidFieldByField() {
    var answer =
        answer(
            422,
            "Deployment.apps \"d\" is invalid: […]",
            Map.of(
                "causes",
                List.of(
                    cause("spec.replicas", "Invalid value: -1: must be greater than or equal to 0"),
                    cause("spec.replicas", "Invalid value: -1: must be greater than or equal to 0"),
                    cause("spec.template.spec.containers", "Required value"))));

    assertThat(Refusals.sentence(answer))
        .isEqualTo(
            "spec.replicas: Invalid value: -1: must be greater than or equal to 0;"
                + " spec.template.spec.containers: Required value");
  }

  @Test
  void leavesOutHowTheServerCallsItsInsides() {
    assertThat(
            Refusals.sentence(
                answer(
                    500,
                    "failed to create typed patch object (/d; apps/v1, Kind=Deployment):"
                        + " .spec.replicaz: field not declared in schema",
                    Map.of())))
        .isEqualTo(".spec.replicaz: field not declared in schema");
  }

  @Test
  void keepsMessagesToOneLineOfBoundedLength() {
    String message = Refusals.sentence(answer(400, "a\nb " + "x".repeat(5_000), Map.of()));

    assertThat(message).startsWith("a b xxx").hasSize(1_000).endsWith("…");
  }

  static Stream<Arguments> quotations() {
    String withheld = "; its words are withheld, because they may quote a Secret";
    return Stream.of(
        argumentSet(
            "fields are named, values are not",
            new WriteResult.Refused(
                Reason.APPLY_INVALID,
                "data.password: Invalid value: \"s3cret: x\": must match",
                Optional.empty(),
                List.of("data.password", "spec")),
            "the API server refuses data.password, spec" + withheld),
        argumentSet(
            "a webhook is named, what it says is not",
            new WriteResult.Refused(
                Reason.APPLY_DENIED,
                "admission webhook \"w\" denied the request: password s3cret is too short",
                Optional.empty()),
            "admission webhook \"w\" denied the request" + withheld),
        argumentSet(
            "a webhook that is down",
            new WriteResult.Refused(
                Reason.APPLY_UNAVAILABLE,
                "Internal error occurred: failed calling webhook \"w\": s3cret",
                Optional.empty()),
            "failed calling webhook \"w\"" + withheld),
        argumentSet(
            "a quota",
            new WriteResult.Refused(
                Reason.APPLY_DENIED,
                "secrets \"s3cret\" is forbidden: exceeded quota: q, requested: secrets=1",
                Optional.empty()),
            "exceeded quota: q" + withheld),
        argumentSet(
            "whatever else",
            new WriteResult.Refused(Reason.APPLY_INVALID, "s3cret", Optional.empty()),
            "the API server refused it" + withheld),
        argumentSet(
            "a right that is missing is told before the content is looked at",
            new WriteResult.Refused(
                Reason.APPLY_FORBIDDEN, "cannot patch resource \"secrets\"", Optional.empty()),
            "cannot patch resource \"secrets\""));
  }

  @ParameterizedTest
  @MethodSource("quotations")
  void tellsOfRefusalsWithoutQuoting(WriteResult.Refused refused, String message) {
    assertThat(refused.withoutValues().message()).isEqualTo(message);
    assertThat(refused.withoutValues().reason()).isEqualTo(refused.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.selector: Invalid value: {\"matchLabels\":{}}: field is immutable",
        "spec.clusterIPs[0]: Invalid value: \"10.0.0.1\": may not change once set",
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas' are"
            + " forbidden",
        "data: Forbidden: field is immutable when `immutable` is set"
      })
  void hintsAtReplacementWhereAFieldCannotChange(String message) {
    var refused = new WriteResult.Refused(Reason.APPLY_INVALID, message, Optional.empty());

    assertThat(refused.withHint().message())
        .startsWith(message)
        .endsWith("; lifecycle.replace: Recreate would delete and create it again");
  }

  @Test
  void hintsAtNothingWhereAValueIsJustWrong() {
    var refused =
        new WriteResult.Refused(
            Reason.APPLY_INVALID, "spec.replicas: Invalid value: -1", Optional.empty());

    assertThat(refused.withHint()).isEqualTo(refused);
  }

  @Test
  void namesTheFieldsThatValidationFoundWrong() {
    var causes =
        List.of(
            cause("spec.selector", "immutable"),
            cause("spec.selector", "immutable"),
            Map.of("reason", "UnexpectedServerResponse", "message", "x"),
            cause("<nil>", "not checked"));

    assertThat(Refusals.fields(answer(422, "", Map.of("causes", causes))))
        .containsExactly("spec.selector");
    assertThat(Refusals.fields(answer(500, "", Map.of("causes", causes)))).isEmpty();
  }

  @Test
  void readsHowLongToWaitFromTheBodyToo() {
    assertThat(Refusals.retryAfter(answer(429, "", Map.of("retryAfterSeconds", 3L))))
        .contains(Duration.ofSeconds(3));
  }

  private static Map<String, Object> cause(String field, String message) {
    return Map.of("reason", "FieldValueInvalid", "field", field, "message", message);
  }

  private static ApiAnswer answer(int code, String message, Map<String, Object> details) {
    return new ApiAnswer(
        code,
        Optional.empty(),
        Map.of("kind", "Status", "apiVersion", "v1", "message", message, "details", details));
  }
}
