package run.trellis.testing;

import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a kubeconfig says about reaching an API server.
 *
 * @param server base address
 * @param trusting TLS that trusts the server and shows no client certificate
 * @param identified TLS that trusts the server and shows the client certificate, if there is one
 * @param token bearer token, if there is one
 */
record ClusterAccess(
    URI server, SSLContext trusting, SSLContext identified, Optional<String> token) {

  static ClusterAccess from(Path kubeconfig) {
    try (var reader = Files.newBufferedReader(kubeconfig)) {
      var config = KubeConfig.loadKubeConfig(reader);
      config.setFile(kubeconfig.toFile());
      var authority = certificateAuthority(config);
      return new ClusterAccess(
          URI.create(config.getServer()),
          tls(authority, new KeyManager[0]),
          tls(authority, keyManagers(config)),
          Optional.ofNullable(config.getCredentials())
              .map(credentials -> credentials.get("token")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the kubeconfig " + kubeconfig, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot use the certificates of " + kubeconfig, e);
    }
  }

  /**
   * HTTP/1.1, so that each watch has a connection that can be cut without touching other requests.
   */
  HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .sslContext(tls)
        .build();
  }

  private static byte @Nullable [] certificateAuthority(KubeConfig config) throws IOException {
    return contents(config.getCertificateAuthorityData(), config.getCertificateAuthorityFile());
  }

  private static KeyManager[] keyManagers(KubeConfig config)
      throws IOException, GeneralSecurityException {
    var certificate =
        contents(config.getClientCertificateData(), config.getClientCertificateFile());
    var key = contents(config.getClientKeyData(), config.getClientKeyFile());
    return certificate == null || key == null
        ? new KeyManager[0]
        : SSLUtils.keyManagers(certificate, key, "", "", null, null);
  }

  private static byte @Nullable [] contents(@Nullable String base64, @Nullable String file)
      throws IOException {
    if (base64 != null) {
      return Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    }
    return file == null ? null : Files.readAllBytes(Path.of(file));
  }

  private static SSLContext tls(byte @Nullable [] authority, KeyManager[] keys)
      throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    if (authority == null) {
      context.init(keys, null, null);
      return context;
    }
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var number = 0;
    for (var certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(authority))) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }
}
