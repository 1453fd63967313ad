package dev.holdpoint.approval.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.holdpoint.approval.contract.ClaimAnswer.NotTaken;
import dev.holdpoint.approval.contract.ClaimAnswer.Taken;
import dev.holdpoint.approval.proto.ClaimRequest;
import dev.holdpoint.approval.proto.ClaimResponse;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimMessagesTest {
    private static final ClaimQuery QUERY =
            new ClaimQuery(
                    new HoldId("h-1"),
                    new SessionId("s-1"),
                    new CommandId("c-1"),
                    new Digest("sha256:" + "0f".repeat(32)),
                    "edge-1");
    private static final HoldTerms TERMS =
            HoldTerms.waiting(
                    List.of(new QuorumPart("dba", 2)), 900, true, new InTransaction.Deny());

    @Test
    void a_claim_reads_back_as_it_was_written() {
        assertThat(ClaimMessages.query(ClaimMessages.message(QUERY))).isEqualTo(QUERY);
    }

    @Test
    void an_answer_reads_back_as_it_was_written() {
        for (var answer : List.of(new Taken(TERMS), new NotTaken("already claimed"))) {
            assertThat(ClaimMessages.answer(ClaimMessages.message(answer))).isEqualTo(answer);
        }
    }

    @Test
    void a_claim_without_ids_or_with_something_else_than_a_digest_is_malformed() {
        var message = ClaimMessages.message(QUERY).toBuilder();

        for (var broken :
                List.of(
                        ClaimRequest.getDefaultInstance(),
                        message.clone().clearHold().build(),
                        message.clone().clearSession().build(),
                        message.clone().clearCommand().build(),
                        message.clone().setDigest("sha256:short").build())) {
            assertThatExceptionOfType(MalformedClaim.class)
                    .isThrownBy(() -> ClaimMessages.query(broken));
        }
    }

    @Test
    void an_answer_that_says_nothing_is_no_claim() {
        assertThat(ClaimMessages.answer(ClaimResponse.getDefaultInstance()))
                .isEqualTo(new NotTaken(""));
    }

    @Test
    void claimed_without_terms_is_malformed() {
        for (var terms : List.of("", "{}", "null")) {
            var broken =
                    ClaimResponse.newBuilder()
                            .setClaimed(true)
                            .setTerms(ByteString.copyFromUtf8(terms))
                            .build();

            assertThatExceptionOfType(MalformedClaim.class)
                    .isThrownBy(() -> ClaimMessages.answer(broken));
        }
    }
}
