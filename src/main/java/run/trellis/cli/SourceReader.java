package run.trellis.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what {@code -f} names: files, the YAML files of folders, and standard input. */
final class SourceReader {

  private static final String STANDARD_INPUT = "-";

  private final InputStream in;

  SourceReader(InputStream in) {
    this.in = in;
  }

  /**
   * Each file once, in the order of the arguments; those of a folder by their names.
   *
   * @throws UnusableInput if something is not there, cannot be read, or is no text
   */
  List<SourceFile> read(List<String> arguments) {
    Map<String, SourceFile> files = new LinkedHashMap<>();
    for (String argument : arguments) {
      if (argument.equals(STANDARD_INPUT)) {
        files.computeIfAbsent("stdin", name -> standardInput(name));
      } else if (Files.isDirectory(Path.of(argument))) {
        folder(Path.of(argument))
            .forEach(file -> files.computeIfAbsent(file.toString(), _ -> file(file, false)));
      } else {
        files.computeIfAbsent(Path.of(argument).toString(), _ -> file(Path.of(argument), true));
      }
    }
    return new ArrayList<>(files.values());
  }

  private SourceFile standardInput(String name) {
    try {
      return new SourceFile(name, text(in.readAllBytes()), true);
    } catch (CharacterCodingException e) {
      throw new UnusableInput("standard input is not text in UTF-8", e);
    } catch (IOException e) {
      throw new UnusableInput("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  private static SourceFile file(Path file, boolean named) {
    try {
      return new SourceFile(file.toString(), text(Files.readAllBytes(file)), named);
    } catch (NoSuchFileException e) {
      throw new UnusableInput(file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new UnusableInput(file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new UnusableInput(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The YAML files below a folder, without those that are hidden. */
  private static List<Path> folder(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> isYaml(file) && !isHidden(folder.relativize(file)))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new UnusableInput("there are no .yaml or .yml files in " + folder);
      }
      return files;
    } catch (IOException e) {
      throw new UnusableInput(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isYaml(Path file) {
    return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
