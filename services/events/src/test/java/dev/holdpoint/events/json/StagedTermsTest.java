package dev.holdpoint.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagedTermsTest {
    /** What other programs read besides one golden file for every type; never edited, either. */
    private static final Path FORMS = Path.of("src/test/resources/golden-forms");

    private static final HoldTerms STAGED =
            new HoldTerms(
                    List.of(),
                    900,
                    HoldMode.WAIT,
                    true,
                    new InTransaction.Deny(),
                    0,
                    900,
                    List.of(
                            new Stage(List.of(new QuorumPart("dba", 2))),
                            new Stage(
                                    List.of(
                                            new QuorumPart(
                                                    "security",
                                                    1,
                                                    new Only(
                                                            List.of("on-call"),
                                                            List.of("contractors")))))),
                    null,
                    List.of("on-call"));

    @Test
    void stages_read_back_as_they_were_written() {
        var json = EventJson.encodeValue(STAGED);

        assertThat(EventJson.decodeValue(json, HoldTerms.class)).isEqualTo(STAGED);
    }

    @Test
    void a_former_version_that_knows_no_stages_finds_nobody_who_may_release() {
        assertThat(new String(EventJson.encodeValue(STAGED), UTF_8))
                .contains("\"quorum\":[]")
                .contains(
                        "{\"from\":[{\"group\":\"security\",\"only\":{\"in\":[\"on-call\"],"
                                + "\"notIn\":[\"contractors\"]},\"votes\":1}]}");
    }

    @Test
    void a_vote_in_a_stage_is_written_with_its_number_and_any_other_without() throws IOException {
        var staged =
                new VoteCast(
                        GoldenEvents.HOLD,
                        new PrincipalId("http://issuer", "bob"),
                        List.of("dba"),
                        Vote.APPROVE,
                        "ticket 7",
                        2,
                        null);

        isWritten(staged, "staged");
    }

    private static void isWritten(VoteCast vote, String form) throws IOException {
        var file = FORMS.resolve(EventType.of(vote) + "." + form + ".json");
        var golden = Files.readAllBytes(file);

        assertThat(new String(EventJson.encode(vote), UTF_8)).isEqualTo(new String(golden, UTF_8));
        assertThat(EventJson.decode(EventType.of(vote), golden)).isEqualTo(vote);
    }

    @Test
    void a_vote_in_anothers_place_is_written_with_whose_it_is() throws IOException {
        var vote =
                new VoteCast(
                        GoldenEvents.HOLD,
                        new PrincipalId("http://issuer", "bea"),
                        List.of("dba"),
                        Vote.APPROVE,
                        "ticket 7",
                        null,
                        new InPlaceOf(
                                new PrincipalId("http://issuer", "bob"), new DelegationId("d-1")));

        isWritten(vote, "in-place");
    }

    @Test
    void a_vote_by_chat_is_written_with_the_chat_account() throws IOException {
        var vote =
                new VoteCast(
                        GoldenEvents.HOLD,
                        new PrincipalId("http://issuer", "bob"),
                        List.of("dba"),
                        Vote.APPROVE,
                        "ticket 7",
                        null,
                        null,
                        new ChatMember("slack", "T0HOLD", "U0BOB"));

        isWritten(vote, "by-chat");
    }

    @Test
    void terms_of_one_plain_stage_are_written_as_they_always_were() {
        var plain =
                HoldTerms.waiting(
                        List.of(new QuorumPart("dba", 1)), 900, false, new InTransaction.Deny());

        assertThat(new String(EventJson.encodeValue(plain), UTF_8))
                .contains("\"quorum\":[{\"group\":\"dba\",\"votes\":1}]")
                .doesNotContain("stages");
    }
}
