package dev.holdpoint.approval.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.approval.contract.TicketAnswer.None;
import dev.holdpoint.approval.contract.TicketAnswer.Open;
import dev.holdpoint.approval.contract.TicketAnswer.Taken;
import dev.holdpoint.approval.proto.ClaimTicketRequest;
import dev.holdpoint.approval.proto.ClaimTicketResponse;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TicketMessagesTest {
    private static final HoldTerms TERMS =
            new HoldTerms(
                    List.of(new QuorumPart("dba", 1)),
                    900,
                    HoldMode.TICKET,
                    true,
                    new InTransaction.Wait(60),
                    30,
                    600);

    static List<TicketQuery> queries() {
        return List.of(query(null), query(new PrincipalId("http://issuer", "alice")));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void a_query_arrives_as_it_was_sent(TicketQuery query) {
        assertThat(TicketMessages.query(TicketMessages.message(query))).isEqualTo(query);
    }

    static List<TicketAnswer> answers() {
        return List.of(
                new Taken(new HoldId("h-1"), TERMS),
                new Open(new HoldId("h-1"), Instant.parse("2026-11-21T12:00:00.5Z"), 600),
                new None());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_arrives_as_it_was_sent(TicketAnswer answer) {
        assertThat(TicketMessages.answer(TicketMessages.message(answer))).isEqualTo(answer);
    }

    @Test
    void a_query_that_lacks_a_part_is_malformed() {
        assertThatThrownBy(() -> TicketMessages.query(ClaimTicketRequest.getDefaultInstance()))
                .isInstanceOf(MalformedClaim.class);
    }

    @Test
    void claimed_without_terms_is_malformed_and_silence_is_none() {
        var claimed = ClaimTicketResponse.newBuilder().setHold("h-1").setClaimed(true).build();

        assertThatThrownBy(() -> TicketMessages.answer(claimed)).isInstanceOf(MalformedClaim.class);
        assertThat(TicketMessages.answer(ClaimTicketResponse.getDefaultInstance()))
                .isEqualTo(new None());
    }

    private static TicketQuery query(@Nullable PrincipalId human) {
        return new TicketQuery(
                new PrincipalId("http://issuer", "support-agent"),
                human,
                new TargetName("payments"),
                new Digest("sha256:" + "a".repeat(64)),
                new SessionId("s-2"),
                new CommandId("c-2"),
                "edge-1");
    }
}
