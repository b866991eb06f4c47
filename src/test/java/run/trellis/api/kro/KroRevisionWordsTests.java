package run.trellis.api.kro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import run.trellis.api.Condition.Status;
import run.trellis.api.Stated;

class KroRevisionWordsTests {

  private static final KroRevisionWords WORDS = new KroRevisionWords();

  @Test
  void whatCompilesIsReadyWhetherItServesOrNot() {
    Stated ready = new Stated("Ready", Status.TRUE, "Ready", "");
    assertThat(WORDS.valid())
        .isEqualTo(
            new Stated(
                "GraphVerified", Status.TRUE, "Verified", "graph revision compiled and verified"));
    assertThat(WORDS.standing(true, WORDS.valid())).isEqualTo(ready);
    assertThat(WORDS.standing(false, WORDS.valid())).isEqualTo(ready);
  }

  @Test
  void whatDoesNotCompileIsNotReadyForTheSameReason() {
    Stated invalid = WORDS.invalid("web-r00002", "no such field");
    assertThat(invalid)
        .isEqualTo(
            new Stated(
                "GraphVerified",
                Status.FALSE,
                "InvalidGraph",
                "failed to compile graph revision \"web-r00002\": no such field"));
    assertThat(WORDS.standing(false, invalid))
        .isEqualTo(new Stated("Ready", Status.FALSE, "InvalidGraph", invalid.message()));
  }
}
