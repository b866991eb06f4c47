package run.trellis.expression.cel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.InnerValue;

/**
 * A point in time from the year 1 to 9999, to the nanosecond. Keeps the offset it was written with,
 * which is nothing but a way to write it. Outside text, in UTC and to the second, as Kubernetes
 * writes it.
 */
final class TimestampValue implements InnerValue, Comparable<TimestampValue> {

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,30}))?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern OFFSET = Pattern.compile("([+-]?)([0-9]{1,2}):([0-9]{2})");
  private static final int LAST_YEAR = 9999;
  private static final int NANO_DIGITS = 9;

  private final OffsetDateTime time;

  private TimestampValue(OffsetDateTime time) {
    int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
    if (year < 1 || year > LAST_YEAR) {
      throw overflow();
    }
    this.time = time;
  }

  /**
   * Reads a point in time.
   *
   * @throws EvaluationException if it is none by RFC 3339
   */
  static TimestampValue parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                Failures.malformed(
                    text, "a point in time", "write it as 2026-01-31T13:00:00Z, by RFC 3339"));
  }

  /** The same for a field of an object, which may hold a date alone. */
  static TimestampValue parseField(String text) {
    return DATE.matcher(text).matches() ? parse(text + "T00:00:00Z") : parse(text);
  }

  private static Optional<TimestampValue> find(String text) {
    Matcher matcher = RFC_3339.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local =
          LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3))
              .atTime(
                  number(matcher, 4),
                  number(matcher, 5),
                  number(matcher, 6),
                  nanos(matcher.group(7)));
      return Optional.of(new TimestampValue(local.atOffset(ZoneOffset.of(matcher.group(8)))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int nanos(@Nullable String fraction) {
    String digits = fraction == null ? "" : fraction;
    return Integer.parseInt((digits + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
  }

  /** The point so many seconds after the beginning of 1970. */
  static TimestampValue ofEpochSecond(long seconds) {
    try {
      return new TimestampValue(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw overflow();
    }
  }

  long epochSecond() {
    return time.toEpochSecond();
  }

  TimestampValue plus(DurationValue span) {
    return new TimestampValue(time.plusNanos(span.nanos()));
  }

  TimestampValue minus(DurationValue span) {
    return new TimestampValue(time.minusNanos(span.nanos()));
  }

  DurationValue minus(TimestampValue other) {
    try {
      return new DurationValue(ChronoUnit.NANOS.between(other.time, time));
    } catch (ArithmeticException e) {
      throw DurationValue.overflow();
    }
  }

  /** What clocks and calendars show at this point in UTC. */
  ZonedDateTime inUtc() {
    return time.atZoneSameInstant(ZoneOffset.UTC);
  }

  /**
   * The same in a time zone.
   *
   * @param zone a name such as {@code Europe/Berlin}, or an offset such as {@code +05:30}
   * @throws EvaluationException if there is no such zone
   */
  ZonedDateTime in(String zone) {
    Matcher offset = OFFSET.matcher(zone);
    try {
      if (offset.matches()) {
        int sign = offset.group(1).equals("-") ? -1 : 1;
        return time.atZoneSameInstant(
            ZoneOffset.ofHoursMinutes(sign * number(offset, 2), sign * number(offset, 3)));
      }
      return time.atZoneSameInstant(zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw Failures.malformed(
          zone, "a time zone", "write a name such as Europe/Berlin, or an offset such as +05:30");
    }
  }

  private static EvaluationException overflow() {
    return new EvaluationException(
        Code.OVERFLOW, "the point in time is outside of the years 1 to " + LAST_YEAR);
  }

  /** By RFC 3339, with the offset it was written with and all that is known of the second. */
  String text() {
    return text(time);
  }

  /** The same in UTC. */
  String utcText() {
    return text(time.withOffsetSameInstant(ZoneOffset.UTC));
  }

  private static String text(OffsetDateTime time) {
    StringBuilder text = new StringBuilder(seconds(time));
    if (time.getNano() > 0) {
      String digits = Integer.toString(1_000_000_000 + time.getNano()).substring(1);
      text.append('.').append(digits.replaceFirst("0+$", ""));
    }
    return text.append(time.getOffset().getId()).toString();
  }

  private static String seconds(OffsetDateTime time) {
    return padded(4, time.getYear())
        + "-"
        + padded(2, time.getMonthValue())
        + "-"
        + padded(2, time.getDayOfMonth())
        + "T"
        + padded(2, time.getHour())
        + ":"
        + padded(2, time.getMinute())
        + ":"
        + padded(2, time.getSecond());
  }

  private static String padded(int width, int number) {
    String digits = Integer.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  @Override
  public String outside() {
    return seconds(time.withOffsetSameInstant(ZoneOffset.UTC)) + "Z";
  }

  @Override
  public int compareTo(TimestampValue other) {
    return time.toInstant().compareTo(other.time.toInstant());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimestampValue timestamp && time.isEqual(timestamp.time);
  }

  @Override
  public int hashCode() {
    return time.toInstant().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
