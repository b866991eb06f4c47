package run.trellis.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {

  private static final String HOUSE = "run.trellis";
  private static final String OFFENDERS = "run.trellis.architecture.offenders";

  private static final String BECAUSE = ", because ";

  /** For each rule the classes among the offenders that break it, and no others do. */
  private static final Map<String, Set<String>> CAUGHT =
      Map.ofEntries(
          Map.entry("every package has its place in the order", Set.of("elsewhere.IsNowhere")),
          Map.entry("packages are used in one direction", Set.of("api.LooksAhead")),
          Map.entry(
              "packages form no cycle",
              Set.of("expression.KnowsItsImplementation", "expression.spel.Implements")),
          Map.entry(
              "only cluster knows the Kubernetes client", Set.of("reconcile.TalksToKubernetes")),
          Map.entry(
              "pure packages know no Spring",
              Set.of(
                  "graph.IsAComponent", "graph.ParsesElsewhere", "expression.spel.UsesSpringCore")),
          Map.entry(
              "SpEL gives a tree and never a value",
              Set.of(
                  "expression.spel.LetsSpelEvaluate",
                  "expression.spel.EvaluatesANode",
                  "expression.spel.OpensAContext")),
          Map.entry(
              "the CEL library gives a tree and never a value",
              Set.of("graph.ParsesCel", "expression.cel.LetsCelEvaluate")),
          Map.entry(
              "pure packages ask neither clock nor chance",
              Set.of(
                  "resolve.ReadsTheClock",
                  "resolve.HoldsAClock",
                  "resolve.TakesTheTime",
                  "resolve.ReadsTheEnvironment",
                  "resolve.MakesAnIdentifier",
                  "resolve.ThrowsDice")),
          Map.entry(
              "pure packages do no input or output",
              Set.of("schema.ReadsAFile", "diagnose.OpensASocket", "diagnose.Prints")),
          Map.entry(
              "names say what a class is",
              Set.of(
                  "operate.StringUtil",
                  "operate.StringUtils",
                  "operate.GraphHelper",
                  "operate.GraphManager",
                  "operate.GraphImpl")),
          Map.entry("nothing static changes", Set.of("operate.CountsForAll")),
          Map.entry(
              "no field is injected", Set.of("operate.WaitsForAField", "operate.WaitsForAValue")));

  @TestFactory
  Stream<DynamicTest> trellisKeeps() {
    var trellis =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);
    return Architecture.rules(HOUSE).stream()
        .map(rule -> DynamicTest.dynamicTest(name(rule), () -> rule.check(trellis)));
  }

  @TestFactory
  Stream<DynamicTest> offendersAreCaught() {
    var offenders = new ClassFileImporter().importPackages(OFFENDERS);
    return Architecture.rules(OFFENDERS).stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    name(rule),
                    () ->
                        assertThat(blamed(rule, offenders))
                            .containsExactlyInAnyOrderElementsOf(CAUGHT.get(name(rule)))));
  }

  @Test
  void knowsAnOffenderForEveryRule() {
    var rules = Architecture.rules(HOUSE).stream().map(ArchitectureTests::name);
    assertThat(CAUGHT.keySet()).containsExactlyInAnyOrderElementsOf(rules.toList());
  }

  @Test
  void everyRuleSaysWhatToDoInstead() {
    assertThat(Architecture.rules(HOUSE))
        .extracting(ArchRule::getDescription)
        .allMatch(text -> text.contains(BECAUSE));
  }

  private static String name(ArchRule rule) {
    return rule.getDescription().split(BECAUSE, 2)[0];
  }

  /** The classes that violations name first: those that do what they should not. */
  private static Set<String> blamed(ArchRule rule, JavaClasses classes) {
    var origin =
        Pattern.compile(
            "(?:Class|Method|Constructor|Field) <" + OFFENDERS + "\\.([a-z.]+\\.[A-Z]\\w*)");
    List<String> violations = rule.evaluate(classes).getFailureReport().getDetails();
    return violations.stream()
        .flatMap(
            violation -> violation.lines().flatMap(line -> origin.matcher(line).results().limit(1)))
        .map(match -> match.group(1))
        .collect(toCollection(TreeSet::new));
  }
}
