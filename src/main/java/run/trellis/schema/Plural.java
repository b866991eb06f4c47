package run.trellis.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * English plurals of kinds, as resource names use them.
 *
 * <p>They are those of the library {@code flect} 1.0.3, which kubebuilder, Crossplane and kro name
 * resources with, so that an API has the same name whichever tool generates it; odd ones, such as
 * the unchanged {@code price}, included. Only two slips of the pen in its lists are mended: {@code
 * octopus}, and words that end in {@code -ula}.
 */
final class Plural {

  /** Words whose plural holds for the whole word only. */
  private static final Map<String, String> WHOLE_WORDS =
      words("ox=oxen louse=lice die=dice axis=axes alias=aliases use=uses toe=toes id=ids")
          .collect(Collectors.toUnmodifiableMap(Ending::singular, Ending::plural));

  /**
   * Words whose plural also holds at the end of other words; of several that fit, the last counts.
   */
  private static final List<Ending> WORDS =
      words(
              """
              aircraft= beef= bison= blues= chassis= deer= fish= moose= police= salmon= series= sheep= shrimp= species=
              swine= trout= tuna= you= child=children foot=feet goose=geese man=men human=humans mouse=mice tooth=teeth
              woman=women person=people adieu=adieux fabliau=fabliaux bureau=bureaus criterion=criteria
              ganglion=ganglia lexicon=lexica mitochondrion=mitochondria noumenon=noumena phenomenon=phenomena
              taxon=taxa media= medium=media stadium=stadiums aquarium=aquaria auditorium=auditoria symposium=symposia
              curriculum=curriculums quota=quotas alumnus=alumni bacillus=bacilli cactus=cacti coccus=cocci focus=foci
              locus=loci nucleus=nuclei octopus=octopuses radius=radii syllabus=syllabi corpus=corpora genus=genera
              alumna=alumnae vertebra=vertebrae differentia=differentiae minutia=minutiae vita=vitae larva=larvae
              postcava=postcavae praecava=praecavae uva=uvae apex=apices codex=codices index=indices latex=latices
              vertex=vertices vortex=vortices appendix=appendices radix=radices helix=helices crisis=crises
              ellipsis=ellipses genesis=geneses oasis=oases thesis=theses testis=testes base=bases basis=bases
              vedalia=vedalias abuse=abuses cause=causes clause=clauses cruse=cruses excuse=excuses fuse=fuses
              house=houses misuse=misuses muse=muses pause=pauses ache=aches topaz=topazes buffalo=buffaloes
              potato=potatoes tomato=tomatoes equipment= information= jeans= money= news= rice= dwarf=dwarfs hoof=hoofs
              thief=thieves chive=chives hive=hives move=moves movie=movies cookie=cookies pretorium=pretoriums
              agenda=agendas formula=formulas shoe=shoes graffiti=\
              """)
          .toList();

  /** Ends of words; the first that fits counts. */
  private static final List<Ending> ENDINGS =
      words(
              """
              tive=tives eaf=eaves oaf=oaves afe=aves arf=arves rfe=rves rf=rves lf=lves fe=ves
              ay=ays ey=eys oy=oys quy=quies uy=uys y=ies eau=eaux
              bula=bulae dula=dulae lula=lulae nula=nulae vula=vulae hedron=hedra
              ium=ia seum=seums eum=ea oum=oa stracum=straca dum=da elum=ela ilum=ila olum=ola ulum=ula llum=lla
              ylum=yla imum=ima ernum=erna gnum=gna brum=bra crum=cra terum=tera serum=sera trum=tra antum=anta
              atum=ata entum=enta etum=eta itum=ita otum=ota utum=uta ctum=cta ovum=ova trix=trices
              iasis=iases mesis=meses kinesis=kineses resis=reses gnosis=gnoses opsis=opses ysis=yses
              ouse=ouses lause=lauses us=uses ch=ches io=ios sh=shes ss=sses ez=ezzes iz=izzes tz=tzes zz=zzes
              ano=anos lo=los to=tos oo=oos o=oes x=xes\
              """)
          .toList();

  /** Plurals that are not in the lists above. */
  private static final Set<String> SECOND_PLURALS =
      Set.of(
              "beefs fishes salmons shrimps swines trouts tunas adieus bureaux ganglions lexicons"
                  + " mitochondrions mediums stadia aquariums auditoriums symposiums curricula"
                  + " alumnuses cactuses focuses locuses nucleuses octopi radiuses corpuses apexes"
                  + " codexes indexes latexes vertexes vortexes appendixes radixes helixes buffalos"
                  + " dwarves hooves formulae")
          .stream()
          .flatMap(words -> Arrays.stream(words.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());

  private record Ending(String singular, String plural) {

    boolean isPluralIn(String word) {
      return word.endsWith(plural);
    }

    boolean isSingularIn(String word) {
      return word.endsWith(singular);
    }

    String pluralOf(String word) {
      return word.substring(0, word.length() - singular.length()) + plural;
    }
  }

  private Plural() {}

  /** The plural of a kind, in lower case: {@code networkpolicies} of {@code NetworkPolicy}. */
  static String of(String kind) {
    String word = kind.toLowerCase(Locale.ROOT);
    String whole = WHOLE_WORDS.get(word);
    if (whole != null) {
      return whole;
    }
    if (WHOLE_WORDS.containsValue(word) || SECOND_PLURALS.contains(word)) {
      return word;
    }
    for (Ending ending : inOrder(word)) {
      if (ending.isPluralIn(word)) {
        return word;
      }
      if (ending.isSingularIn(word)) {
        return ending.pluralOf(word);
      }
    }
    return word.endsWith("s") ? word : word + "s";
  }

  /**
   * Words first: the exact one, so that {@code media} is not taken for an end of something else,
   * then the later.
   */
  private static List<Ending> inOrder(String word) {
    List<Ending> order = new ArrayList<>();
    WORDS.stream().filter(ending -> ending.plural().equals(word)).forEach(order::add);
    WORDS.stream().filter(ending -> ending.singular().equals(word)).forEach(order::add);
    order.addAll(WORDS.reversed());
    order.addAll(ENDINGS);
    return order;
  }

  /** {@code fish=} stands for a word that has no plural of its own. */
  private static Stream<Ending> words(String list) {
    return Arrays.stream(list.strip().split("\\s+", -1))
        .map(
            word -> {
              int equals = word.indexOf('=');
              String singular = word.substring(0, equals);
              return new Ending(
                  singular, equals == word.length() - 1 ? singular : word.substring(equals + 1));
            });
  }
}
