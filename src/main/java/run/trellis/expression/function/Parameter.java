package run.trellis.expression.function;

/** One parameter of a function. */
record Parameter(String name, Kind kind, Presence presence) {

  /** How often an argument may be given for it. */
  enum Presence {
    REQUIRED,
    OPTIONAL,
    /** Any number of times, none included; last parameter only. */
    REPEATED
  }

  boolean isRequired() {
    return presence == Presence.REQUIRED;
  }

  boolean isRepeated() {
    return presence == Presence.REPEATED;
  }

  /** As signatures write it. */
  String display() {
    return display(kind.display());
  }

  /** As signatures of functions write it: these make opaque values rather than take them. */
  String displaySource() {
    return display(kind.source());
  }

  private String display(String kindName) {
    return switch (presence) {
      case REQUIRED -> name + ": " + kindName;
      case OPTIONAL -> name + "?: " + kindName;
      case REPEATED -> name + "...: " + kindName;
    };
  }
}
