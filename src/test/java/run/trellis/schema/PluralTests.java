package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results of flect 1.0.3, but for the two words at the end. */
class PluralTests {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "WebApplication, webapplications",
    "NetworkPolicy, networkpolicies",
    "Gateway, gateways",
    "Ingress, ingresses",
    "Proxy, proxies",
    "Key, keys",
    "Mailbox, mailboxes",
    "Batch, batches",
    "Mesh, meshes",
    "Box, boxes",
    "Matrix, matrices",
    "Index, indices",
    "Vertex, vertices",
    "Database, databases",
    "Basis, bases",
    "Analysis, analyses",
    "Diagnosis, diagnoses",
    "Thesis, theses",
    "Axis, axes",
    "Status, statuses",
    "Bus, buses",
    "Virus, viruses",
    "Prometheus, prometheuses",
    "Mouse, mice",
    "House, houses",
    "Person, people",
    "Salesperson, salespeople",
    "Child, children",
    "Human, humans",
    "Woman, women",
    "Foot, feet",
    "Goose, geese",
    "Ox, oxen",
    "Leaf, leaves",
    "Shelf, shelves",
    "Life, lives",
    "Roof, roofs",
    "Chief, chiefs",
    "Quiz, quizzes",
    "Potato, potatoes",
    "Photo, photos",
    "Portfolio, portfolios",
    "Echo, echoes",
    "Foo, foos",
    "Datum, data",
    "Media, media",
    "Stadium, stadiums",
    "Museum, museums",
    "Criterion, criteria",
    "Bureau, bureaus",
    "Plateau, plateaux",
    "Archive, archives",
    "Move, moves",
    "Cookie, cookies",
    "Fish, fish",
    "Sheep, sheep",
    "Series, series",
    "Equipment, equipment",
    "Price, price",
    "News, news",
    "Kubernetes, kubernetes",
    "Users, users",
    "Redis, redis",
    "Policies, policies",
    "S3Bucket, s3buckets",
    "A, as",
    "Octopus, octopuses",
    "Nodula, nodulae",
  })
  void isWhatOtherToolsGive(String kind, String plural) {
    assertThat(Plural.of(kind)).isEqualTo(plural);
  }
}
