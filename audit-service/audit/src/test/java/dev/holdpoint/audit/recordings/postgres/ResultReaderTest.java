package dev.holdpoint.audit.recordings.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultReaderTest {
    private static final int PLENTY = 1_000;

    private static ShownPart read(byte[] all) {
        return read(all, Mark.START, PLENTY, all.length);
    }

    private static ShownPart read(byte[] all, Mark from, int limit, int most) {
        var description = from.isDescribed() ? piece(all, from.description(), most) : null;
        return ResultReader.read(piece(all, from.position(), most), description, from, limit);
    }

    private static Piece piece(byte[] all, long position, int most) {
        int from = (int) Math.min(position, all.length);
        int length = Math.min(most, all.length - from);
        return new Piece(position, ByteBuffer.wrap(all, from, length), all.length, true);
    }

    @Test
    void rows_are_shown_under_their_columns_with_the_tag() {
        var all =
                new Backend()
                        .columns("id", "name")
                        .row("1", "Ada")
                        .row("2", null)
                        .tag("SELECT 2")
                        .bytes();

        var part = read(all);

        assertThat(part.malformed()).isNull();
        assertThat(part.next()).isNull();
        var shown = part.statements().getFirst();
        assertThat(shown.columns())
                .containsExactly(new Column("id", 25, "text"), new Column("name", 25, "text"));
        assertThat(shown.rows()).containsExactly(List.of("1", "Ada"), Arrays.asList("2", null));
        assertThat(shown.tag()).isEqualTo("SELECT 2");
    }

    @Test
    void statements_follow_one_another_up_to_the_one_that_failed() {
        var all =
                new Backend()
                        .tag("BEGIN")
                        .notice("look out")
                        .tag("UPDATE 1")
                        .message('I', Buffer.buffer())
                        .error("22012", "division by zero")
                        .bytes();

        var statements = read(all).statements();

        assertThat(statements).extracting(ShownStatement::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(statements)
                .extracting(ShownStatement::tag)
                .containsExactly("BEGIN", "UPDATE 1", "", null);
        assertThat(statements.get(1).notices())
                .extracting(Report::message)
                .containsExactly("look out");
        assertThat(statements.getLast().error())
                .isEqualTo(new Report("ERROR", "22012", "division by zero", null, null));
    }

    @Test
    void what_the_target_says_by_itself_is_shown_where_it_came() {
        var all =
                new Backend()
                        .parameter("application_name", "psql")
                        .tag("SET")
                        .notification("news", "Ada")
                        .notification("news", "")
                        .bytes();

        var statements = read(all).statements();

        assertThat(statements.getFirst().parameters())
                .containsExactly(new Parameter("application_name", "psql"));
        assertThat(statements.getLast().notifications())
                .containsExactly(new Notification("news", "Ada"), new Notification("news", ""));
        assertThat(statements).extracting(ShownStatement::number).containsExactly(1L, 2L);
        assertThat(statements.getLast().tag()).isNull();
    }

    @Test
    void binary_values_are_text_where_their_type_is_known_and_hex_where_not() {
        assertThat(binary(23, 0, 0, 0, 42)).isEqualTo("42");
        assertThat(binary(20, -1, -1, -1, -1, -1, -1, -1, -1)).isEqualTo("-1");
        assertThat(binary(16, 1)).isEqualTo("t");
        assertThat(binary(25, 'a')).isEqualTo("a");
        assertThat(binary(701, 63, -16, 0, 0, 0, 0, 0, 0)).isEqualTo("1.0");
        assertThat(binary(23, 7)).isEqualTo("\\x07");
        assertThat(binary(1114, 1, 2)).isEqualTo("\\x0102");
    }

    private static @Nullable String binary(int type, int... value) {
        var bytes = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            bytes[i] = (byte) value[i];
        }
        var all = new Backend().columns(type, 1, "v").row(List.of(bytes)).tag("SELECT 1").bytes();
        return read(all).statements().getFirst().rows().getFirst().getFirst();
    }

    @Test
    void copied_data_is_shown_message_by_message() {
        var text = new Backend().copyOut(0).data("1\tAda\n".getBytes(UTF_8)).tag("COPY 1").bytes();
        var binary = new Backend().copyOut(1).data(new byte[] {1, -1}).tag("COPY 1").bytes();

        assertThat(read(text).statements().getFirst().copied()).containsExactly("1\tAda\n");
        assertThat(read(binary).statements().getFirst().copied()).containsExactly("\\x01ff");
    }

    @Test
    void a_function_s_result_is_a_statement_of_its_own() {
        var result = Buffer.buffer().appendInt(1).appendByte((byte) 9);
        var all = new Backend().message('V', result).bytes();

        assertThat(read(all).statements().getFirst().rows()).containsExactly(List.of("\\x09"));
    }

    @Test
    void what_was_fetched_in_two_goes_is_one_statement() {
        var all =
                new Backend()
                        .columns("id")
                        .row("1")
                        .message('s', Buffer.buffer())
                        .row("2")
                        .tag("SELECT 1")
                        .bytes();

        var statements = read(all).statements();

        assertThat(statements).hasSize(1);
        assertThat(statements.getFirst().rows()).hasSize(2);
        assertThat(statements.getFirst().suspended()).isFalse();
    }

    @Test
    void pages_of_any_size_together_show_the_whole() {
        var backend = new Backend();
        for (int statement = 0; statement < 3; statement++) {
            backend.columns("id", "text");
            for (int row = 0; row < 10; row++) {
                backend.row("%d/%d".formatted(statement, row), "x".repeat(row));
            }
            backend.tag("SELECT 10");
        }
        var all = backend.bytes();

        for (int limit = 1; limit < 32; limit++) {
            for (int most : List.of(70, 100, 1_000, 100_000)) {
                assertThat(paged(all, limit, most)).isEqualTo(paged(all, PLENTY, all.length));
            }
        }
        assertThat(paged(all, PLENTY, all.length)).hasSize(33).contains("2: [2/9, xxxxxxxxx]");
    }

    private static List<String> paged(byte[] all, int limit, int most) {
        var lines = new ArrayList<String>();
        for (var mark = Mark.START; mark != null; ) {
            var part = read(all, Mark.parse(mark.toString()).orElseThrow(), limit, most);
            assertThat(part.malformed()).isNull();
            for (var statement : part.statements()) {
                assertThat(statement.columns()).hasSize(2);
                statement.rows().forEach(row -> lines.add(statement.number() - 1 + ": " + row));
                if (statement.tag() != null) {
                    lines.add(statement.tag());
                }
            }
            mark = part.next();
        }
        return lines;
    }

    @Test
    void a_message_larger_than_a_page_is_left_out_by_its_size() {
        var all = new Backend().columns("v").row("x".repeat(500)).row("y").tag("SELECT 2").bytes();

        var first = read(all, Mark.START, PLENTY, 100);
        var second = read(all, requireNonNull(first.next()), PLENTY, 100);
        var third = read(all, requireNonNull(second.next()), PLENTY, 100);

        assertThat(second.statements().getFirst().leftOut()).containsExactly(511L);
        assertThat(third.statements().getFirst().rows()).containsExactly(List.of("y"));
        assertThat(third.next()).isNull();
    }

    @Test
    void what_no_server_sends_ends_the_reading_and_is_named() {
        var good = new Backend().columns("v").row("1").tag("SELECT 1");
        int length = good.bytes().length;

        for (var bad :
                List.of(
                        Buffer.buffer("?").appendInt(4),
                        Buffer.buffer("D").appendInt(3),
                        Buffer.buffer("D").appendInt(-1),
                        Buffer.buffer("D").appendInt(6).appendShort((short) -1),
                        Buffer.buffer("D").appendInt(6).appendShort((short) 9),
                        Buffer.buffer("D").appendInt(7).appendShort((short) 0).appendByte((byte) 1),
                        Buffer.buffer("T").appendInt(7).appendShort((short) 1).appendByte((byte) 1),
                        Buffer.buffer("E").appendInt(5).appendByte((byte) 'S'))) {
            var part = read(Buffer.buffer(good.bytes()).appendBuffer(bad).getBytes());

            assertThat(part.malformed()).as(bad.toString()).startsWith("byte " + length + ": ");
            assertThat(part.statements().getFirst().tag()).isEqualTo("SELECT 1");
            assertThat(part.next()).isNull();
        }
    }

    @Test
    void a_recording_that_ends_in_a_message_is_malformed_only_if_it_has_ended() {
        var all = new Backend().columns("v").row("1").bytes();
        var cut = ByteBuffer.wrap(Arrays.copyOf(all, all.length - 1));

        var ended = new Piece(0, cut, cut.remaining(), true);
        var running = new Piece(0, cut, cut.remaining(), false);

        assertThat(ResultReader.read(ended, null, Mark.START, PLENTY).malformed()).isNotNull();
        assertThat(ResultReader.read(running, null, Mark.START, PLENTY).malformed()).isNull();
    }

    @Test
    void no_cursor_but_a_written_one_is_taken() {
        for (var text :
                List.of("", "1", "1.2", "-1.1.", "a.b.c", "1.1.1.1", "9".repeat(16) + ".1.")) {
            assertThat(Mark.parse(text)).as(text).isEmpty();
        }
        assertThat(Mark.parse("5.1.")).contains(new Mark(5, 1, -1));
    }

    @Test
    void whatever_the_bytes_are_reading_ends_with_an_answer() {
        var random = new Random(20_261_122);
        var seeds = seeds();
        for (int round = 0; round < 20_000; round++) {
            var all = changed(seeds.get(random.nextInt(seeds.size())).clone(), random);
            var from =
                    new Mark(random.nextInt(all.length + 9), 1, random.nextInt(all.length + 9) - 1);
            for (var mark = round % 2 == 0 ? Mark.START : from; mark != null; ) {
                var part = read(all, mark, 1 + random.nextInt(5), 16 + random.nextInt(300));
                assertThat(part.statements()).isNotNull();
                assertThat(part.next() == null || part.next().position() > mark.position())
                        .as("reading goes forward from " + mark)
                        .isTrue();
                mark = part.next();
            }
        }
    }

    private static List<byte[]> seeds() {
        return List.of(
                new Backend()
                        .columns("a", "b")
                        .row("1", null)
                        .row("2", "x")
                        .tag("SELECT 2")
                        .bytes(),
                new Backend().copyOut(0).data(new byte[50]).tag("COPY 1").error("1", "m").bytes(),
                new Backend().notice("n").columns(23, 1, "v").row("1234").tag("SELECT 1").bytes(),
                new byte[64]);
    }

    private static byte[] changed(byte[] bytes, Random random) {
        for (int change = random.nextInt(4); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(3) == 0
                ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length))
                : bytes;
    }
}
