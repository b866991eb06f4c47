package run.trellis.reconcile;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Sandbox;

/**
 * Definitions of the kro dialect, right and wrong, black box: each case of {@code
 * src/test/resources/kro} is played against a real API server.
 */
class KroCorpusIT extends LiveController {

  /** Cases mostly wait, so many fit side by side. */
  private static final int SIDE_BY_SIDE = 10;

  @TestFactory
  Stream<DynamicTest> cases(ControlPlane controlPlane) {
    // Test methods of a class run one after another, so the cases bring their own threads.
    ExecutorService players =
        Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory());
    List<Future<?>> played = new java.util.ArrayList<>();
    List<KroCase> cases =
        KroCase.all().stream()
            .filter(play -> play.settings().isEmpty())
            .filter(play -> play.toString().contains(System.getProperty("kro.case", "")))
            .toList();
    cases.forEach(play -> played.add(players.submit(() -> play(play, controlPlane))));
    players.shutdown();
    return Stream.iterate(0, i -> i < cases.size(), i -> i + 1)
        .map(i -> dynamicTest(cases.get(i).toString(), () -> await(played.get(i))));
  }

  static void play(KroCase play, ControlPlane controlPlane) {
    String purpose = play.file().getFileName().toString().replace(".yaml", "");
    try (Sandbox sandbox = Sandbox.create(controlPlane, purpose)) {
      KroStage.play(play, sandbox);
    }
  }

  private static void await(Future<?> played) throws Throwable {
    try {
      played.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() == null ? failed : failed.getCause();
    }
  }
}
