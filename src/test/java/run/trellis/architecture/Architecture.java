package run.trellis.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.SpelNode;

/**
 * The rules of the house. They are made for a root package, so that they can be held against a
 * small tree of offenders as well as against Trellis: a rule that cannot fail is noticed.
 */
final class Architecture {

  /** Each package may use those before it, and none after it. */
  static final List<String> ORDER =
      List.of(
          "api",
          "schema",
          "expression",
          "graph",
          "resolve",
          "diagnose",
          "cluster",
          "reconcile",
          "operate",
          "cli");

  /** The packages that compute and do nothing else. */
  private static final List<String> PURE = ORDER.subList(0, ORDER.indexOf("cluster"));

  private final String root;
  private final String[] pure;
  private final String cluster;
  private final String spel;
  private final String cel;

  private Architecture(String root) {
    this.root = root;
    pure = PURE.stream().map(this::in).toArray(String[]::new);
    cluster = in("cluster");
    spel = in("expression.spel");
    cel = in("expression.cel");
  }

  /** All rules, in the order in which to read them. */
  static List<ArchRule> rules(String root) {
    var house = new Architecture(root);
    return List.of(
        house.everyPackageIsKnown(),
        house.oneDirection(),
        house.noCycles(),
        house.onlyClusterKnowsTheClient(),
        house.pureWithoutSpring(),
        house.spelOnlyParses(),
        house.onlyCelKnowsItsLibrary(),
        house.pureWithoutClockAndChance(),
        house.pureWithoutInputAndOutput(),
        house.tellingNames(),
        house.nothingStaticChanges(),
        house.noFieldInjection());
  }

  private ArchRule everyPackageIsKnown() {
    var known = Stream.concat(Stream.of(root), ORDER.stream().map(this::in));
    return classes()
        .should()
        .resideInAnyPackage(known.toArray(String[]::new))
        .as("every package has its place in the order")
        .because("the order is the design: put a new package into Architecture.ORDER on purpose");
  }

  private ArchRule oneDirection() {
    var packages =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("the entry point")
            .definedBy(root);
    for (var name : ORDER) {
      packages = packages.layer(name).definedBy(in(name));
    }
    for (var name : ORDER) {
      var before = ORDER.subList(0, ORDER.indexOf(name));
      packages =
          before.isEmpty()
              ? packages.whereLayer(name).mayNotAccessAnyLayer()
              : packages.whereLayer(name).mayOnlyAccessLayers(before.toArray(String[]::new));
    }
    return packages
        .as("packages are used in one direction")
        .because(
            "data goes one way: instead of using a later package, declare an interface that it"
                + " implements, or return a value that it acts on");
  }

  private ArchRule noCycles() {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .as("packages form no cycle")
        .because("a port must not know what implements it: let the caller pass that in");
  }

  private ArchRule onlyClusterKnowsTheClient() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(cluster)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.kubernetes..")
        .as("only cluster knows the Kubernetes client")
        .because("objects are KubeObject here: use the types and ports of cluster instead");
  }

  private ArchRule pureWithoutSpring() {
    var spring = resideInAPackage("org.springframework..");
    var parser = resideInAPackage("org.springframework.expression..");
    return CompositeArchRule.of(
            noClasses()
                .that()
                .resideInAnyPackage(pure)
                .and()
                .resideOutsideOfPackage(spel)
                .should()
                .dependOnClassesThat(spring)
                .as("no pure class but those of expression.spel should know Spring"))
        .and(
            noClasses()
                .that()
                .resideInAPackage(spel)
                .should()
                .dependOnClassesThat(spring.and(doNot(parser)))
                .as("of Spring, expression.spel should know the expression parser only"))
        .as("pure packages know no Spring")
        .because("a plain class works anywhere: use constructor arguments, and wire in operate");
  }

  private ArchRule spelOnlyParses() {
    return noClasses()
        .should()
        .accessTargetWhere(
            targetOwner(assignableTo(Expression.class).or(assignableTo(SpelNode.class)))
                .and(targetName("(get|set)(Typed)?Value(Ref|Type.*)?")))
        .orShould()
        .dependOnClassesThat(assignableTo(EvaluationContext.class))
        .as("SpEL gives a tree and never a value")
        .because("SpEL's own evaluation reaches the whole platform: use closures over its tree");
  }

  private ArchRule onlyCelKnowsItsLibrary() {
    var library =
        resideInAnyPackage(
            "dev.cel..", "com.google.protobuf..", "com.google.common..", "org.antlr..");
    return CompositeArchRule.of(
            noClasses()
                .that()
                .resideOutsideOfPackage(cel)
                .should()
                .dependOnClassesThat(library)
                .as("no class but those of expression.cel should know the CEL library"))
        .and(
            noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.cel.runtime..", "dev.cel.bundle.."))
                .as("of the CEL library, evaluation should be known by nobody"))
        .as("the CEL library gives a tree and never a value")
        .because(
            "it is large and slow to load: go through ExpressionLanguage, which loads it late");
  }

  private ArchRule pureWithoutClockAndChance() {
    return noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .accessTargetWhere(targetOwner(resideInAPackage("java.time..")).and(targetName("now")))
        .orShould()
        .accessTargetWhere(
            targetOwner(belongToAnyOf(System.class))
                .and(targetName("currentTimeMillis|nanoTime|getenv|getProperty|getProperties")))
        .orShould()
        .accessTargetWhere(
            targetOwner(belongToAnyOf(UUID.class, Math.class)).and(targetName("random.*")))
        .orShould()
        .dependOnClassesThat(assignableTo(RandomGenerator.class).or(assignableTo(Clock.class)))
        .as("pure packages ask neither clock nor chance")
        .because("the same input gives the same output: use a value of the Snapshot instead");
  }

  private ArchRule pureWithoutInputAndOutput() {
    var inMemory =
        belongToAnyOf(
            IOException.class,
            Reader.class,
            StringReader.class,
            Writer.class,
            StringWriter.class,
            Serializable.class,
            URI.class,
            URISyntaxException.class);
    var inputAndOutput =
        resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", "java.net..");
    return noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .dependOnClassesThat(inputAndOutput.and(doNot(inMemory)))
        .as("pure packages do no input or output")
        .because("pure code neither reads nor writes: use text or a KubeObject that is handed in");
  }

  private ArchRule tellingNames() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .as("names say what a class is")
        .because("such a name draws everything in: put a rule with its type, name the difference");
  }

  private ArchRule nothingStaticChanges() {
    return fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .as("nothing static changes")
        .because("static state is shared by everyone: use a field of an object that is passed on");
  }

  private ArchRule noFieldInjection() {
    return noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .orShould()
        .beAnnotatedWith("jakarta.annotation.Resource")
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .as("no field is injected")
        .because("an object is whole once it is made: use constructor parameters");
  }

  private String in(String name) {
    return root + "." + name + "..";
  }

  private static DescribedPredicate<JavaAccess<?>> targetName(String regex) {
    return target(nameMatching(regex));
  }
}
