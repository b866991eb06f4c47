package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/settings.md says what the code says: names, defaults and meanings. */
class SettingsPageTests {

  private static final Path PAGE = Path.of("docs", "settings.md");
  private static final String BEGIN = "<!-- from the code: begin -->\n";
  private static final String END = "<!-- from the code: end -->";

  @Test
  void listsEverySetting() throws IOException {
    String page = Files.readString(PAGE);
    String listed = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    assertThat(listed)
        .as("%s; what is expected can be copied there as it is", PAGE)
        .isEqualTo(expected());
  }

  @Test
  void everySettingSaysWhatItMeans() throws IOException {
    assertThat(settings())
        .isNotEmpty()
        .allSatisfy(setting -> assertThat(setting.path("description").asString("")).isNotEmpty());
  }

  private static String expected() throws IOException {
    Map<String, List<JsonNode>> groups =
        settings().stream()
            .collect(
                Collectors.groupingBy(
                    setting -> name(setting).substring(0, name(setting).lastIndexOf('.')),
                    java.util.TreeMap::new,
                    Collectors.toList()));
    return groups.entrySet().stream()
        .map(
            group ->
                "\n## `"
                    + group.getKey()
                    + ".*`\n\n| setting | default | meaning |\n|---|---|---|\n"
                    + group.getValue().stream()
                        .map(SettingsPageTests::row)
                        .collect(Collectors.joining())
                    + "\n")
        .collect(Collectors.joining());
  }

  private static String row(JsonNode setting) {
    String name = name(setting);
    JsonNode value = setting.path("defaultValue");
    String shown = value.isMissingNode() || (value.isArray() && value.isEmpty()) ? "" : text(value);
    return "| `%s` | %s | %s |\n"
        .formatted(
            name.substring(name.lastIndexOf('.') + 1),
            shown.isEmpty() ? "" : "`" + shown + "`",
            setting
                .path("description")
                .asString("")
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|"));
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
        : value.asString();
  }

  private static String name(JsonNode setting) {
    return setting.path("name").asString();
  }

  private static List<JsonNode> settings() throws IOException {
    try (var metadata =
        SettingsPageTests.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      return new JsonMapper()
          .readTree(java.util.Objects.requireNonNull(metadata).readAllBytes())
          .path("properties")
          .valueStream()
          .filter(setting -> name(setting).startsWith("trellis."))
          .sorted(Comparator.comparing(SettingsPageTests::name))
          .toList();
    }
  }
}
