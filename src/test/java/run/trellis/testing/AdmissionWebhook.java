package run.trellis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import tools.jackson.databind.json.JsonMapper;

/**
 * A validating admission webhook that the API server really calls. It is asked about the config
 * maps of one sandbox, and allows everything until it is told what to say against them.
 */
public final class AdmissionWebhook implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Sandbox sandbox;
  private final KeyStore keys;
  private HttpsServer server;
  private volatile Optional<String> objection = Optional.empty();

  private AdmissionWebhook(Sandbox sandbox, KeyStore keys, HttpsServer server) {
    this.sandbox = sandbox;
    this.keys = keys;
    this.server = server;
  }

  /** Starts one and has the API server ask it. */
  public static AdmissionWebhook inFrontOf(Sandbox sandbox) {
    try {
      KeyStore keys = newKeys();
      AdmissionWebhook webhook = new AdmissionWebhook(sandbox, keys, listener(keys, 0));
      webhook.serve();
      webhook.register();
      return webhook;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name by which the API server calls it. */
  public String name() {
    return "webhook." + sandbox.group();
  }

  /** Denies everything from now on, with these words. */
  public void deny(String words) {
    objection = Optional.of(words);
  }

  /** Allows everything from now on. */
  public void allow() {
    objection = Optional.empty();
  }

  /** Answers nobody any more. */
  public void goDown() {
    server.stop(0);
  }

  /** Answers again, at the same address. */
  public void comeBack() {
    try {
      server = listener(keys, server.getAddress().getPort());
      serve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    configurations().delete(name());
    server.stop(0);
  }

  private Kubectl.Resources configurations() {
    return sandbox
        .kubectl()
        .resources("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration");
  }

  private void register() throws GeneralSecurityException {
    String authority =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                .encodeToString(keys.getCertificate("webhook").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    Map<String, Object> rule =
        Map.of(
            "apiGroups", List.of(""),
            "apiVersions", List.of("v1"),
            "resources", List.of("configmaps"),
            "operations", List.of("CREATE", "UPDATE"));
    Map<String, Object> webhook =
        Map.of(
            "name",
            name(),
            "clientConfig",
            Map.of(
                "url",
                "https://127.0.0.1:" + server.getAddress().getPort() + "/",
                "caBundle",
                Base64.getEncoder().encodeToString(authority.getBytes(UTF_8))),
            "rules",
            List.of(rule),
            "namespaceSelector",
            Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", sandbox.namespace())),
            "sideEffects",
            "None",
            "failurePolicy",
            "Fail",
            "timeoutSeconds",
            5L,
            "admissionReviewVersions",
            List.of("v1"));
    configurations()
        .create(Map.of("metadata", Map.of("name", name()), "webhooks", List.of(webhook)));
  }

  private void serve() {
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<?, ?> review = JsonMapper.shared().readValue(exchange.getRequestBody(), Map.class);
      Optional<String> words = objection;
      Map<String, @Nullable Object> response =
          Map.of(
              "uid", JsonTree.textAt(review, "request", "uid"),
              "allowed", words.isEmpty(),
              "status", Map.of("message", words.orElse("")));
      byte[] body =
          JsonMapper.shared()
              .writeValueAsBytes(
                  Map.of(
                      "apiVersion",
                      "admission.k8s.io/v1",
                      "kind",
                      "AdmissionReview",
                      "response",
                      response));
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpsServer listener(KeyStore keys, int port)
      throws IOException, GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  /** The JDK makes certificates on the command line only. */
  private static KeyStore newKeys() throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("trellis-webhook");
    Path file = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command =
        ("-genkeypair -alias webhook -keyalg EC -dname CN=webhook -ext san=ip:127.0.0.1 -ext"
                + " bc=ca:true -validity 2 -storetype PKCS12 -storepass changeit -keystore "
                + file)
            .split(" ", -1);
    var outcome = LocalCluster.attempt(keytool, Map.of(), command);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.messages());
    }
    try (var stored = Files.newInputStream(file)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(stored, PASSWORD);
      return keys;
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }
}
