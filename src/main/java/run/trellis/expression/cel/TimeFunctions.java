package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.DURATION;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.STRING;
import static run.trellis.expression.cel.ValueTypes.TIMESTAMP;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;

/** Parts of timestamps, in UTC or in a time zone, and lengths of durations. */
final class TimeFunctions {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int DAYS_PER_WEEK = 7;

  private TimeFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>();
    part(all, "getFullYear", "The year.", "2026", ZonedDateTime::getYear);
    part(all, "getMonth", "The month, from 0.", "0", time -> time.getMonthValue() - 1);
    part(all, "getDate", "The day of the month, from 1.", "31", ZonedDateTime::getDayOfMonth);
    part(
        all,
        "getDayOfMonth",
        "The day of the month, from 0.",
        "30",
        time -> time.getDayOfMonth() - 1);
    part(all, "getDayOfYear", "The day of the year, from 0.", "30", t -> t.getDayOfYear() - 1);
    part(
        all,
        "getDayOfWeek",
        "The day of the week, from 0 for Sunday.",
        "6",
        time -> time.getDayOfWeek().getValue() % DAYS_PER_WEEK);
    part(all, "getHours", "The hour.", "13", ZonedDateTime::getHour);
    part(all, "getMinutes", "The minute.", "5", ZonedDateTime::getMinute);
    part(all, "getSeconds", "The second.", "7", ZonedDateTime::getSecond);
    part(
        all,
        "getMilliseconds",
        "The millisecond of the second.",
        "250",
        time -> time.getNano() / NANOS_PER_MILLI);
    length(all, "getHours", "Its whole hours.", "1", nanos -> nanos / NANOS_PER_SECOND / 3_600);
    length(all, "getMinutes", "Its whole minutes.", "90", nanos -> nanos / NANOS_PER_SECOND / 60);
    length(all, "getSeconds", "Its whole seconds.", "5400", nanos -> nanos / NANOS_PER_SECOND);
    length(
        all, "getMilliseconds", "Its milliseconds.", "5400000", nanos -> nanos / NANOS_PER_MILLI);
    return all;
  }

  private static void part(
      List<Overload> all,
      String name,
      String text,
      String result,
      ToLongFunction<ZonedDateTime> part) {
    all.add(
        method(name, TIMESTAMP)
            .doc(text, "timestamp('2026-01-31T13:05:07.25Z')." + name + "()", result)
            .gives(
                INT,
                arguments -> part.applyAsLong(arguments.value(0, TimestampValue.class).inUtc())));
    all.add(
        method(name, TIMESTAMP, STRING)
            .gives(
                INT,
                arguments ->
                    part.applyAsLong(
                        arguments.value(0, TimestampValue.class).in(arguments.text(1)))));
  }

  private static void length(
      List<Overload> all, String name, String text, String result, LongUnaryOperator length) {
    all.add(
        method(name, DURATION)
            .doc(text, "duration('1h30m')." + name + "()", result)
            .gives(
                INT,
                arguments -> length.applyAsLong(arguments.value(0, DurationValue.class).nanos())));
  }
}
