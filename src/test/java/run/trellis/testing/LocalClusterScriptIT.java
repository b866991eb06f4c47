package run.trellis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the script gets its binaries from, with a web server of ours in place of the official. */
@EnabledOnOs(OS.LINUX)
class LocalClusterScriptIT {

  private static final List<String> BINARIES =
      List.of(
          "etcd",
          "etcdctl",
          "etcdutl",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubectl",
          "kwok",
          "kwokctl");
  private static final String PLATFORM =
      "linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");

  @TempDir private Path temporary;

  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, Integer> served = new ConcurrentHashMap<>();
  private HttpServer server;
  private Path script;

  @BeforeEach
  void publishReleases() throws Exception {
    copyTheScript();
    var kubernetes = "/kubernetes/%s/bin/%s/".formatted(version("k8s.io/kubernetes"), slashed());
    for (var name :
        List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl")) {
      files.put(kubernetes + name, program(name));
      files.put(kubernetes + name + ".sha256", sha256(program(name)).getBytes(UTF_8));
    }
    publishEtcd(version("go.etcd.io/etcd/server/v3"));
    publishKwok(version("sigs.k8s.io/kwok"));

    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stopServing() {
    server.stop(0);
  }

  @Test
  void downloadsOncePerMachine() {
    var first = binaries();
    assertThat(first.exitCode()).as(first.messages()).isZero();
    var directory = Path.of(first.output());
    assertThat(directory).startsWithRaw(temporary.resolve("cache/trellis/cluster"));
    assertThat(BINARIES).allSatisfy(name -> assertThat(directory.resolve(name)).isExecutable());
    assertThat(directory.resolve("etcd")).hasBinaryContent(program("etcd"));
    assertThat(served.values()).containsOnly(1);

    var second = binaries();

    assertThat(second.output()).isEqualTo(first.output());
    assertThat(second.messages()).isEmpty();
    assertThat(served.values()).containsOnly(1);
  }

  @Test
  void twoAtOnceShareTheWork() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = executor.submit(() -> binaries());
      var other = executor.submit(() -> binaries());
      assertThat(one.get().output()).isNotEmpty().isEqualTo(other.get().output());
    }
    assertThat(served.values()).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-scheduler", "etcd", "kwokctl"})
  void refusesWhatDoesNotMatchItsChecksum(String name) throws IOException {
    var path =
        files.keySet().stream()
            .filter(file -> file.matches(".*/%s(-v[^/]*)?(-%s.*)?".formatted(name, PLATFORM)))
            .findFirst()
            .orElseThrow();
    files.put(path, "something else".getBytes(UTF_8));

    var outcome = binaries();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.messages())
        .contains("The checksum of %s%s is wrong".formatted(address(), path))
        .contains("actual   " + sha256("something else".getBytes(UTF_8)));
    assertThatNothingIsLeft();
  }

  @Test
  void refusesWhatHasNoChecksum() throws IOException {
    Files.writeString(script.resolveSibling("kwok.sha256"), "");

    var outcome = binaries();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.messages()).contains("expected (none is published)");
    assertThatNothingIsLeft();
  }

  @Test
  void saysHowToMendItWhenNothingCanBeHad() throws IOException {
    files.clear();

    var outcome = binaries();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.messages())
        .contains("Cannot download " + address())
        .contains("1. Go 1.26 or later")
        .contains("2. access to the official releases")
        .contains("3. TRELLIS_CLUSTER_BIN");
    assertThatNothingIsLeft();
  }

  @Test
  void usesWhatItIsGivenAndSaysWhatThatLacks() throws IOException {
    var given = Files.createDirectory(temporary.resolve("given"));
    for (var name : BINARIES) {
      var file = Files.write(given.resolve(name), program(name));
      assertThat(file.toFile().setExecutable(!name.equals("kwok"))).isTrue();
    }

    var incomplete = attempt(Map.of("TRELLIS_CLUSTER_BIN", given.toString()), "binaries");
    assertThat(given.resolve("kwok").toFile().setExecutable(true)).isTrue();
    var complete = attempt(Map.of("TRELLIS_CLUSTER_BIN", given.toString()), "binaries");

    assertThat(incomplete.exitCode()).isEqualTo(1);
    assertThat(incomplete.messages()).contains("lacks: kwok\n");
    assertThat(complete.output()).isEqualTo(given.toRealPath().toString());
    assertThat(served).isEmpty();
  }

  @Test
  void removesWhatDeadOwnersHaveLeft() throws Exception {
    var workdir = temporary.resolve("cluster");
    var owner = new ProcessBuilder("cat").start();
    // The real script with the real binaries, and a registry of its own.
    var environment =
        Map.of(
            "TRELLIS_CLUSTER_BIN", LocalCluster.run("binaries"),
            "XDG_CACHE_HOME", temporary.resolve("cache").toString());
    var start =
        LocalCluster.attempt(
            script,
            environment,
            "start",
            "left-over",
            "--workdir",
            workdir.toString(),
            "--kubeconfig",
            workdir.resolve("kubeconfig").toString(),
            "--owner",
            Long.toString(owner.pid()),
            "--unsafe-no-fsync");
    assertThat(start.exitCode()).as(start.messages()).isZero();

    LocalCluster.attempt(script, environment, "sweep");
    assertThat(LocalCluster.attempt(script, environment, "status").output())
        .containsPattern("left-over +running ");

    owner.destroyForcibly().waitFor();
    var sweep = LocalCluster.attempt(script, environment, "sweep");

    assertThat(sweep.messages()).contains("Removing the left-over control plane left-over");
    assertThat(LocalCluster.attempt(script, environment, "status").output().lines()).hasSize(1);
    assertThat(workdir).doesNotExist();
  }

  private LocalCluster.Outcome binaries() {
    return attempt(Map.of(), "binaries");
  }

  private LocalCluster.Outcome attempt(Map<String, String> more, String... arguments) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "XDG_CACHE_HOME",
                temporary.resolve("cache").toString(),
                "TRELLIS_CLUSTER_BIN",
                "",
                "TRELLIS_CLUSTER_SOURCE",
                "release",
                "TRELLIS_KUBERNETES_MIRROR",
                address() + "/kubernetes",
                "TRELLIS_ETCD_MIRROR",
                address() + "/etcd",
                "TRELLIS_KWOK_MIRROR",
                address() + "/kwok"));
    environment.put("no_proxy", "127.0.0.1");
    environment.putAll(more);
    return LocalCluster.attempt(script, environment, arguments);
  }

  private void assertThatNothingIsLeft() throws IOException {
    try (var left = Files.list(temporary.resolve("cache/trellis/cluster"))) {
      assertThat(left).allMatch(file -> file.toString().endsWith(".lock"));
    }
  }

  private void copyTheScript() throws IOException {
    var source = LocalCluster.root().resolve("config/local-cluster");
    var copy = Files.createDirectory(temporary.resolve("local-cluster"));
    try (var all = Files.list(source)) {
      for (var file : all.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    script = copy.resolve("local-cluster");
  }

  private void publishEtcd(String version) throws Exception {
    var name = "etcd-%s-%s".formatted(version, PLATFORM);
    var directory = Files.createDirectory(temporary.resolve(name));
    for (var program : List.of("etcd", "etcdctl", "etcdutl")) {
      Files.write(directory.resolve(program), program(program));
    }
    var tar = new ProcessBuilder("tar", "-czf", name + ".tar.gz", name);
    assertThat(tar.directory(temporary.toFile()).inheritIO().start().waitFor()).isZero();
    var archive = Files.readAllBytes(temporary.resolve(name + ".tar.gz"));
    files.put("/etcd/%s/%s.tar.gz".formatted(version, name), archive);
    files.put(
        "/etcd/%s/SHA256SUMS".formatted(version),
        "%s  other.tar.gz%n%s  %s.tar.gz%n"
            .formatted("0".repeat(64), sha256(archive), name)
            .getBytes(UTF_8));
  }

  private void publishKwok(String version) throws IOException {
    var sums = new StringBuilder();
    for (var name : List.of("kwok", "kwokctl")) {
      var path = "%s/%s-%s".formatted(version, name, PLATFORM);
      files.put("/kwok/" + path, program(name));
      sums.append(sha256(program(name))).append("  ").append(path).append('\n');
    }
    Files.writeString(script.resolveSibling("kwok.sha256"), sums);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var content = files.get(path);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      served.merge(path, 1, Integer::sum);
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String version(String module) throws IOException {
    var required =
        Pattern.compile("^\\s+%s (v\\S+)".formatted(Pattern.quote(module)), Pattern.MULTILINE);
    var matcher = required.matcher(Files.readString(script.resolveSibling("go.mod")));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String slashed() {
    return PLATFORM.replace('-', '/');
  }

  private static byte[] program(String name) {
    return "#!/bin/sh%necho %s%n".formatted(name).getBytes(UTF_8);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
