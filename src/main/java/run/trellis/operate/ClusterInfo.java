package run.trellis.operate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import run.trellis.cluster.ClusterIdentity;

/** Tells which cluster this is. */
record ClusterInfo(ClusterIdentity cluster) implements InfoContributor {

  @Override
  public void contribute(Info.Builder info) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("address", cluster.host());
    cluster.version().ifPresent(version -> facts.put("version", version));
    info.withDetail("kubernetes", facts);
  }
}
