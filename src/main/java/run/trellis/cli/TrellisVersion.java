package run.trellis.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, as its jar says it. */
final class TrellisVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"trellis " + text()};
  }

  static String text() {
    String version = TrellisVersion.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
