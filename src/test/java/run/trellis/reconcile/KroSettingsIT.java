package run.trellis.reconcile;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import run.trellis.testing.ControlPlane;

/** Cases of the corpus of the kro dialect with a setting of their own; see {@link KroCorpusIT}. */
class KroSettingsIT extends LiveController {

  private static final List<String> SETTINGS = List.of("trellis.kro.allow-crd-deletion=true");

  @Override
  String[] settings() {
    return SETTINGS.toArray(String[]::new);
  }

  @TestFactory
  Stream<DynamicTest> cases(ControlPlane controlPlane) {
    return KroCase.all().stream()
        .filter(play -> play.settings().equals(SETTINGS))
        .map(play -> dynamicTest(play.toString(), () -> KroCorpusIT.play(play, controlPlane)));
  }
}
