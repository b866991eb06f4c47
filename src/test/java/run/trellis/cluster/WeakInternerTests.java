package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeakInternerTests {

  @Test
  void givesOneInstanceForEqualValues() {
    var interner = new WeakInterner<List<String>>();
    List<String> first = interner.intern(List.of("a", "b"));

    assertThat(interner.intern(List.of("a", "b"))).isSameAs(first);
    assertThat(interner.intern(List.of("c"))).isNotSameAs(first);
  }
}
