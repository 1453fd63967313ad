package dev.holdpoint.edge.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.session.Step.Reply;
import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final PgFrame READY = BackendFrames.readyForQuery('I');
    private static final PgFrame ERROR = Report.of("ERROR", "22012", "division by zero").error();

    private final List<PgFrame> client = new ArrayList<>();

    @Test
    void rows_stream_and_the_news_of_success_is_kept_back() {
        var exchange = simple();
        exchange.accept(description());
        exchange.accept(row());
        exchange.accept(row());

        assertThat(client).extracting(PgFrame::kind).containsExactly('T', 'D', 'D');
        exchange.accept(complete("SELECT 2"));
        exchange.accept(READY);

        var result = exchange.done().result();
        assertThat(client).hasSize(3);
        assertThat(result.tail()).extracting(PgFrame::kind).containsExactly('C', 'Z');
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.transaction()).isEqualTo('I');
        assertThat(result.error()).isEmpty();
    }

    @Test
    void of_several_statements_only_the_last_news_is_kept_back_in_order() {
        var exchange = simple();
        exchange.accept(complete("INSERT 0 3"));
        exchange.accept(complete("UPDATE 2"));
        exchange.accept(READY);

        var result = exchange.done().result();
        assertThat(client).containsExactly(complete("INSERT 0 3"));
        assertThat(result.tail()).containsExactly(complete("UPDATE 2"), READY);
        assertThat(result.rows()).isEqualTo(5);
    }

    @Test
    void an_error_is_kept_back_with_ready_and_says_its_code() {
        var exchange = simple();
        exchange.accept(ERROR);
        assertThat(exchange.done().isComplete()).isFalse();
        exchange.accept(BackendFrames.readyForQuery('E'));

        var result = exchange.done().result();
        assertThat(result.error().orElseThrow().sqlState()).isEqualTo("22012");
        assertThat(result.transaction()).isEqualTo('E');
        assertThat(result.tail()).hasSize(2);
    }

    @Test
    void an_error_in_the_extended_protocol_ends_the_exchange_without_ready() {
        var exchange = exchange(Step.relayed(Reply.BIND), Step.relayed(Reply.EXECUTE));
        exchange.accept(PgWriter.frame('2').done());
        exchange.accept(ERROR);

        assertThat(client).containsExactly(PgWriter.frame('2').done());
        assertThat(exchange.done().result().tail()).containsExactly(ERROR);
    }

    @Test
    void an_answer_the_client_did_not_ask_for_is_swallowed() {
        var exchange = exchange(Step.swallowed(Reply.READY));
        exchange.accept(ERROR);
        exchange.accept(READY);

        assertThat(client).isEmpty();
        assertThat(exchange.done().result().tail()).isEmpty();
    }

    @Test
    void a_suspended_portal_is_no_completion() {
        var exchange = exchange(Step.relayed(Reply.EXECUTE));
        exchange.accept(row());
        exchange.accept(PgWriter.frame('s').done());

        assertThat(exchange.done().result().suspended()).isTrue();
    }

    @Test
    void an_answer_beyond_what_was_asked_is_refused() {
        var exchange = exchange(Step.relayed(Reply.PARSE));
        exchange.accept(PgWriter.frame('1').done());

        assertThatThrownBy(() -> exchange.accept(PgWriter.frame('1').done()))
                .isInstanceOf(MalformedFrame.class);
    }

    @Test
    void a_lost_target_fails_the_exchange() {
        var exchange = simple();
        exchange.lost(new TargetLost("gone"));

        assertThat(exchange.done().cause()).isInstanceOf(TargetLost.class);
    }

    private Exchange simple() {
        return exchange(Step.relayed(Reply.READY));
    }

    private Exchange exchange(Step... steps) {
        return new Exchange(List.of(steps), null, client::add);
    }

    private static PgFrame complete(String tag) {
        return PgWriter.frame('C').putString(tag).done();
    }

    private static PgFrame row() {
        return PgWriter.frame('D').putShort(1).putInt(-1).done();
    }

    private static PgFrame description() {
        return PgWriter.frame('T')
                .putShort(1)
                .putString("x")
                .putInt(0)
                .putShort(0)
                .putInt(25)
                .putShort(-1)
                .putInt(-1)
                .putShort(0)
                .done();
    }
}
