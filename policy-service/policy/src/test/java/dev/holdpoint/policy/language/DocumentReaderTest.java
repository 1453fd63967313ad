package dev.holdpoint.policy.language;

import static dev.holdpoint.policy.language.SampleDocuments.GRANT;
import static dev.holdpoint.policy.language.SampleDocuments.POLICY;
import static dev.holdpoint.policy.language.SampleDocuments.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Escalation;
import dev.holdpoint.events.HoldTerms.FollowUp;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation.DetectValues;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.match.RuleDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents as they should be. */
class DocumentReaderTest {
    private static final String ONE_STAGE = "from: [ { group: dba, votes: 2 } ]";

    private final DocumentReader reader = Asking.reader();

    @Test
    void a_policy_is_read_whole() {
        var policy = (PolicyDocument) read(POLICY).getFirst();
        var rule = policy.rules().getFirst();

        assertThat(rule.id()).isEqualTo("payments/writes");
        assertThat(rule.decision()).isEqualTo(RuleDecision.HOLD);
        assertThat(rule.match().effects()).containsExactly(Effect.WRITE);
        assertThat(rule.terms())
                .isEqualTo(
                        HoldTerms.waiting(
                                List.of(new QuorumPart("dba", 2)),
                                900,
                                false,
                                new InTransaction.Deny()));
        assertThat(policy.masks())
                .containsExactly(
                        new MaskColumn(
                                "public.customers.card_number",
                                new Mask.KeepLast(4),
                                "payments/mask-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "redact, REDACT",
        "'null', NULL_OUT",
        "token, TOKEN",
        "formatPreserving, FORMAT_PRESERVING"
    })
    void a_mask_is_used_as_it_is_named(String word, String kind) {
        var policy = (PolicyDocument) read(POLICY.replace("{ keepLast: 4 }", word)).getFirst();

        var mask = ((MaskColumn) policy.masks().getFirst()).mask();
        assertThat(mask.getClass().getSimpleName()).isEqualToIgnoringCase(kind.replace("_", ""));
    }

    @Test
    void a_mask_may_look_for_values_and_have_a_name() {
        var text =
                POLICY.replace(
                        "columns: [ public.customers.card_number ]",
                        "name: pan\n      detect: [ credit-card, us-ssn, private-key ]");

        var policy = (PolicyDocument) read(text).getFirst();

        assertThat(policy.masks())
                .containsExactly(
                        new DetectValues(
                                List.of(
                                        Detector.CREDIT_CARD,
                                        Detector.US_SSN,
                                        Detector.PRIVATE_KEY),
                                new Mask.KeepLast(4),
                                "payments/pan"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: ticket                              | TICKET | 0    | 0  | 900",
                "mode: ticket, wait: 30s, window: 2m       | TICKET | 0    | 30 | 120",
                "mode: wait, inTransaction: deny           | WAIT   | 0    | 0  | 900",
                "mode: wait, inTransaction: false          | WAIT   | 0    | 0  | 900",
                "mode: wait, inTransaction: true           | WAIT   | 900  | 0  | 900",
                "mode: wait, inTransaction: { wait: 60s }  | WAIT   | 60   | 0  | 900"
            })
    void terms_are_read_whole(
            String yaml, HoldMode mode, long inTransaction, long ticketAfter, long window) {
        var policy = (PolicyDocument) read(POLICY.replace("mode: wait", yaml)).getFirst();

        assertThat(policy.rules().getFirst().terms())
                .isEqualTo(
                        new HoldTerms(
                                List.of(new QuorumPart("dba", 2)),
                                900,
                                mode,
                                false,
                                inTransaction == 0
                                        ? new InTransaction.Deny()
                                        : new InTransaction.Wait(inTransaction),
                                ticketAfter,
                                window));
    }

    @Test
    void who_may_break_the_glass_is_read() {
        var policy =
                (PolicyDocument)
                        read(POLICY.replace("mode: wait", "mode: wait, breakGlass: [ on-call ]"))
                                .getFirst();

        assertThat(Objects.requireNonNull(policy.rules().getFirst().terms()).breakers())
                .containsExactly("on-call");
    }

    @Test
    void stages_and_who_counts_in_them_are_read_whole() {
        var stages =
                "stages: [ { from: [ { group: dba, votes: 2 } ] }, { from: [ { group: security,"
                        + " in: on-call, notIn: [ interns, contractors ] } ] } ]";

        var policy = (PolicyDocument) read(POLICY.replace(ONE_STAGE, stages)).getFirst();

        assertThat(Objects.requireNonNull(policy.rules().getFirst().terms()).order())
                .containsExactly(
                        new Stage(List.of(new QuorumPart("dba", 2))),
                        new Stage(
                                List.of(
                                        new QuorumPart(
                                                "security",
                                                1,
                                                new Only(
                                                        List.of("on-call"),
                                                        List.of("contractors", "interns"))))));
    }

    @Test
    void reminder_and_escalation_are_read_whole() {
        var more = "mode: wait, remind: 5m, escalate: { after: 10m, to: [ owners, leads ] }";

        var policy = (PolicyDocument) read(POLICY.replace("mode: wait", more)).getFirst();

        assertThat(Objects.requireNonNull(policy.rules().getFirst().terms()).followUp())
                .isEqualTo(new FollowUp(300L, new Escalation(600, List.of("leads", "owners"))));
    }

    @Test
    void one_stage_is_the_same_as_none() {
        var stages = "stages: [ { from: [ { group: dba, votes: 2 } ] } ]";

        var staged = (PolicyDocument) read(POLICY.replace(ONE_STAGE, stages)).getFirst();
        var plain = (PolicyDocument) read(POLICY).getFirst();

        assertThat(staged.rules().getFirst().terms()).isEqualTo(plain.rules().getFirst().terms());
    }

    @Test
    void risk_entries_are_read_whole() {
        var risk =
                "  risk:\n    - { name: wide, add: -30, match: { effects: read }, when: 'true' }\n";

        var entry = ((PolicyDocument) read(POLICY + risk).getFirst()).risk().getFirst();

        assertThat(entry.id()).isEqualTo("payments/wide");
        assertThat(entry.points()).isEqualTo(-30);
        assertThat(entry.match().effects()).containsExactly(Effect.READ);
        assertThat(entry.when()).hasToString("true");
        assertThat(entry.strictness()).isEqualTo(RuleDecision.ALLOW);
    }

    @Test
    void a_grant_is_read_whole() {
        var grant = (GrantDocument) read(GRANT).getFirst();

        assertThat(grant.spec().expiresAt()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(grant.spec().reviewBy()).isEqualTo(Instant.parse("2027-01-01T12:00:00Z"));
        assertThat(grant.spec().origin()).isEqualTo("file");
    }

    @Test
    void expressions_in_a_target_come_from_the_configuration() {
        var configured =
                new DocumentReader(
                        key ->
                                Optional.ofNullable(
                                        Map.of("holdpoint.demo.target.port", "6543").get(key)));

        assertThat(port(reader)).isEqualTo(5432);
        assertThat(port(configured)).isEqualTo(6543);
    }

    private List<Document> read(String text) {
        return reader.read(List.of(new SourceFile("test.yaml", text)));
    }

    private int port(DocumentReader reader) {
        var target = reader.read(List.of(new SourceFile("test.yaml", TARGET))).getFirst();
        return ((TargetDocument) target).spec().port();
    }
}
