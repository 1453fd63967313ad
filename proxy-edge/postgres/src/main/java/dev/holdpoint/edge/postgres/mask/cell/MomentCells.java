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

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter ZONED =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendOffset("+HH:mm", "+00")
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
                            : parse(
                                    new String(value, StandardCharsets.ISO_8859_1)
                                            .replace(' ', 'T'));
            return moment == null ? null : other(moment);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** The same text for a moment, whatever format it came in. */
    private @Nullable String read(byte[] value) {
        var bytes = ByteBuffer.wrap(value);
        if (value.length != (type == DATE ? Integer.BYTES : Long.BYTES)) {
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
