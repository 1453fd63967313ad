package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.DATE;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIME;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMP;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMPTZ;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and times: another one, by key, of the years 1970 to 2069. */
final class MomentCells implements CellMask {
    private static final LocalDate BINARY_ZERO = LocalDate.of(2000, 1, 1);
    private static final LocalDate FROM = LocalDate.of(1970, 1, 1);
    private static final long DAYS = 36_525;
    private static final long DAY_SECONDS = 86_400;
    private static final long MICROS = 1_000_000;
    private static final String BEFORE = " BC";
    private static final int YEAR_DIGITS = 4;
    private static final int LAST_UNSIGNED = 9_999;

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter ZONED =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendOffset("+HH:mm:ss", "+00")
                    .toFormatter(Locale.ROOT);

    private final int type;
    private final boolean binary;
    private final ValueMask values;

    MomentCells(Column column, ValueMask values) {
        this.type = column.type();
        this.binary = column.isBinary();
        this.values = values;
    }

    static boolean isMoment(int type) {
        return type == DATE || type == TIME || type == TIMESTAMP || type == TIMESTAMPTZ;
    }

    @Override
    public byte @Nullable [] mask(byte[] value) {
        try {
            var moment =
                    binary
                            ? read(value)
                            : parse(iso(new String(value, StandardCharsets.ISO_8859_1)));
            return moment == null ? null : other(moment);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** The same text for a moment, whatever format it came in. */
    private @Nullable String read(byte[] value) {
        var bytes = ByteBuffer.wrap(value);
        boolean whole = value.length == (type == DATE ? Integer.BYTES : Long.BYTES);
        if (!whole || isInfinite(bytes)) {
            return null;
        }
        return switch (type) {
            case DATE -> BINARY_ZERO.plusDays(bytes.getInt()).toString();
            case TIME ->
                    LocalTime.ofNanoOfDay(Math.multiplyExact(bytes.getLong(), 1_000L)).toString();
            default ->
                    BINARY_ZERO.atStartOfDay().plus(bytes.getLong(), ChronoUnit.MICROS).toString();
        };
    }

    /** Both ends of what a type can hold stand for no moment. */
    private boolean isInfinite(ByteBuffer bytes) {
        if (type == DATE) {
            int days = bytes.getInt(0);
            return days == Integer.MAX_VALUE || days == Integer.MIN_VALUE;
        }
        long micros = bytes.getLong(0);
        return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
    }

    /**
     * The year before 1 is {@code 0001 BC} to PostgreSQL and 0 to ISO 8601, which signs long ones.
     */
    private static String iso(String text) {
        boolean before = text.endsWith(BEFORE);
        int year = text.indexOf('-');
        if (year < 0 || year == YEAR_DIGITS && !before) {
            return text.replace(' ', 'T');
        }
        int written = Integer.parseInt(text, 0, year, 10);
        var rest = text.substring(year, text.length() - (before ? BEFORE.length() : 0));
        var sign = before && written > 1 ? "-" : written > LAST_UNSIGNED ? "+" : "";
        int meant = before ? written - 1 : written;
        return sign + String.format(Locale.ROOT, "%04d", meant) + rest.replace(' ', 'T');
    }

    private String parse(String text) {
        return switch (type) {
            case DATE -> LocalDate.parse(text).toString();
            case TIME -> LocalTime.parse(text).toString();
            case TIMESTAMP -> LocalDateTime.parse(text).toString();
            default ->
                    OffsetDateTime.parse(text, ZONED)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime()
                            .toString();
        };
    }

    private byte @Nullable [] other(String moment) {
        long seconds = values.number("moment", moment, DAYS * DAY_SECONDS);
        var date = FROM.plusDays(seconds / DAY_SECONDS);
        long ofDay = seconds % DAY_SECONDS;
        if (binary) {
            return write(ChronoUnit.DAYS.between(BINARY_ZERO, date), ofDay);
        }
        var time = LocalTime.ofSecondOfDay(ofDay).format(TIME_OF_DAY);
        return TypedMask.utf8(
                switch (type) {
                    case DATE -> date.toString();
                    case TIME -> time;
                    case TIMESTAMP -> date + " " + time;
                    default -> date + " " + time + "+00";
                });
    }

    private byte[] write(long days, long ofDay) {
        return switch (type) {
            case DATE -> ByteBuffer.allocate(Integer.BYTES).putInt((int) days).array();
            case TIME -> ByteBuffer.allocate(Long.BYTES).putLong(ofDay * MICROS).array();
            default ->
                    ByteBuffer.allocate(Long.BYTES)
                            .putLong((days * DAY_SECONDS + ofDay) * MICROS)
                            .array();
        };
    }
}
