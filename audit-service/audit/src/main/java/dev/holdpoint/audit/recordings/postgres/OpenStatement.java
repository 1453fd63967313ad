package dev.holdpoint.audit.recordings.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement whose messages are being read. */
final class OpenStatement {
    private final long number;
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();
    private final List<Long> leftOut = new ArrayList<>();
    private final List<Report> notices = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private @Nullable List<Column> columns;
    private boolean copiesBinary;
    private boolean suspended;
    private boolean touched;

    OpenStatement(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** Whether there is anything to tell of it. */
    boolean isTouched() {
        return touched;
    }

    void described(MessageBody body) {
        columns = Column.described(body);
        touched = true;
    }

    void copyBegins(MessageBody body) {
        copiesBinary = body.int8() != 0;
        touched = true;
    }

    void row(MessageBody body) {
        touched = true;
        suspended = false;
        int count = body.count();
        if (columns != null && columns.size() != count) {
            throw new MalformedMessage(
                    "a row of %d under %d columns".formatted(count, columns.size()));
        }
        var row = new ArrayList<@Nullable String>();
        for (int i = 0; i < count; i++) {
            int length = body.int32();
            row.add(length == -1 ? null : value(i, body.take(length)));
        }
        body.mustBeEmpty();
        rows.add(Collections.unmodifiableList(row));
    }

    private String value(int column, byte[] value) {
        var described = columns == null ? null : columns.get(column);
        return described == null || !described.isBinary()
                ? Values.text(value)
                : Values.binary(described.type(), value);
    }

    void data(MessageBody body) {
        touched = true;
        var data = body.rest();
        copied.add(copiesBinary ? Values.hex(data) : Values.text(data));
    }

    void functionResult(MessageBody body) {
        touched = true;
        columns = List.of(Column.ofFunctionResult());
        var row = new ArrayList<@Nullable String>();
        int length = body.int32();
        row.add(length == -1 ? null : Values.hex(body.take(length)));
        body.mustBeEmpty();
        rows.add(Collections.unmodifiableList(row));
    }

    void notice(MessageBody body) {
        touched = true;
        notices.add(Report.read(body));
    }

    void notification(MessageBody body) {
        touched = true;
        notifications.add(Notification.read(body));
    }

    void parameter(MessageBody body) {
        touched = true;
        parameters.add(Parameter.read(body));
    }

    void leaveOut(long bytes) {
        touched = true;
        leftOut.add(bytes);
    }

    void suspend() {
        touched = true;
        suspended = true;
    }

    ShownStatement ended(@Nullable String tag, @Nullable Report error) {
        return new ShownStatement(
                number,
                columns,
                rows,
                copied,
                leftOut,
                notices,
                notifications,
                parameters,
                suspended,
                tag,
                error);
    }
}
