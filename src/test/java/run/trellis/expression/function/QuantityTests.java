package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.expression.EvaluationException;

class QuantityTests {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0Mi, 0",
    "-0, 0",
    "+5, 5",
    "0005, 5",
    "1., 1",
    ".5, 500m",
    "1.5, 1500m",
    "1.5Gi, 1536Mi",
    "1024Mi, 1Gi",
    "1Gi, 1Gi",
    "4Gi, 4Gi",
    "1000, 1k",
    "1000k, 1M",
    "1001k, 1001k",
    "100m, 100m",
    "1000m, 1",
    "0.1, 100m",
    "1e3, 1e3",
    "1E3, 1e3",
    "12e6, 12e6",
    "1E, 1E",
    "1E+3, 1e3",
    "1500e-3, 1500e-3",
    "1e-1, 100e-3",
    "1.2345, 1234500u",
    "0.9n, 1n",
    "-0.9n, -1n",
    "0.1n, 1n",
    "1n, 1n",
    "512Ki, 512Ki",
    "0.5Ki, 512",
    "1Ki, 1Ki",
    "1023, 1023",
    "0.0001Ki, 102400u",
    "8Ei, 9223372036854775807",
    "-8Ei, -9223372036854775807",
    "1000E, 1e21",
    "-1.5Gi, -1536Mi",
    "2.5Ki, 2560",
    "0.3Ki, 307200m",
    "1.1Ki, 1126400m",
    "18446744073709551616, 18446744073709551616",
    "1u, 1u",
    "1500u, 1500u",
    "1P, 1P",
    "1Pi, 1Pi",
    "1Ti, 1Ti",
    "1T, 1T",
    "123456789, 123456789"
  })
  void writesWhatApimachineryWrites(String text, String canonical) {
    Quantity quantity = Quantity.parse(text);
    assertThat(quantity.text()).isEqualTo(canonical);
    assertThat(Quantity.parse(canonical)).isEqualTo(quantity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "1 Gi",
        "Gi",
        ".",
        "+",
        "-",
        "--1",
        "1.2.3",
        "1Gib",
        "1gi",
        "1KI",
        "1K",
        "1mi",
        "1e",
        "1e1.5",
        "0x10",
        "1_000",
        "١",
        "1e999",
        "Infinity",
        "NaN",
        "1,5",
        "1n5",
        "1Ki5",
        "1e5Gi"
      })
  void refusesWhatIsNoQuantity(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("is not a quantity");
  }

  @Property
  void addsAndSubtractsExactly(
      @ForAll @Scale(9) BigDecimal left, @ForAll @Scale(9) BigDecimal right) {
    Quantity a = new Quantity(left, Quantity.Format.DECIMAL_SI);
    Quantity b = new Quantity(right, Quantity.Format.DECIMAL_EXPONENT);
    assertThat(a.add(b).amount()).isEqualByComparingTo(left.add(right));
    assertThat(a.subtract(b).amount()).isEqualByComparingTo(left.subtract(right));
    assertThat(a.compareTo(b)).isEqualTo(left.compareTo(right));
  }

  @Property
  void readsItsOwnText(
      @ForAll @LongRange(min = -Long.MAX_VALUE) long amount, @ForAll Quantity.Format format) {
    Quantity quantity = new Quantity(BigDecimal.valueOf(amount), format);
    assertThat(Quantity.parse(quantity.text())).isEqualTo(quantity);
  }
}
