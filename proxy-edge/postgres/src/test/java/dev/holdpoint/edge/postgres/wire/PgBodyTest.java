package dev.holdpoint.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PgBodyTest {
    @Test
    void a_field_may_not_reach_beyond_its_frame() {
        refuses(body(0, 0, 0), PgBody::readInt);
        refuses(body(0), PgBody::readShort);
        refuses(body(), PgBody::readByte);
        refuses(body(1, 2), body -> body.readBytes(3));
        refuses(body(1, 2), body -> body.readBytes(-1));
        refuses(body(1, 2), body -> body.readBytes(Integer.MAX_VALUE));
    }

    @Test
    void a_string_without_its_zero_is_refused() {
        refuses(body('a', 'b'), PgBody::readString);
    }

    @Test
    void text_that_is_not_utf8_is_refused_rather_than_replaced() {
        refuses(body(0xC3, 0x28, 0), PgBody::readString);
        refuses(body(0xC0, 0x80, 0), PgBody::readString);
        refuses(body(0xED, 0xA0, 0x80, 0), PgBody::readString);
    }

    @Test
    void bytes_behind_the_last_field_are_refused() {
        var body = body('a', 0, 'b');
        assertThat(body.readString()).isEqualTo("a");
        refuses(body, PgBody::end);
    }

    private static void refuses(PgBody body, java.util.function.Consumer<PgBody> read) {
        assertThatThrownBy(() -> read.accept(body)).isInstanceOf(MalformedFrame.class);
    }

    private static PgBody body(int... bytes) {
        var buffer = Buffer.buffer();
        for (int each : bytes) {
            buffer.appendByte((byte) each);
        }
        return new PgBody(buffer, 0);
    }

    @Test
    void a_text_for_people_may_be_in_any_encoding() {
        var latin = Buffer.buffer(new byte[] {'J', 'o', 's', (byte) 0xe9, 0, 'x'});
        var body = new PgBody(latin, 0);

        assertThat(body.readText()).isEqualTo("Jos\uFFFD");
        assertThat(body.remaining()).isOne();
    }
}
