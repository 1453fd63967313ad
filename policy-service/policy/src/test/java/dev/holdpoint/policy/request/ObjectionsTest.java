package dev.holdpoint.policy.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.grant.Approvals;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectionsTest {
    private static final String RULES =
            "rules: [ { name: reads, decide: allow, match: { effects: read } } ]\nrequests:\n";
    private static final String BOTH =
            """
              - name: on-call
                principal: { groups: [ engineers ] }
                effects: [ read, write ]
                longest: 1h
                approval: { from: [ { group: dba } ], expires: 15m }
            """;
    private static final String READS_TOO =
            """
              - name: reads
                effects: [ read ]
                longest: 1h
                approval: { from: [ { group: leads } ], expires: 15m }
            """;
    private static final AccessApproved APPROVED =
            Approvals.of(
                    Asking.ALICE,
                    List.of(Effect.READ, Effect.WRITE),
                    Asking.NOON.plusSeconds(3_600));
    private static final AccessScope LESS = new AccessScope(List.of(Effect.READ), 600);

    private final Objections objections = new Objections(new AccessOffers(false));

    @Test
    void nothing_speaks_against_what_policy_offers_by_the_same_terms() {
        assertThat(by(BOTH, APPROVED)).isEmpty();
        assertThat(by(BOTH, giving(LESS))).isEmpty();
    }

    @Test
    void votes_of_those_who_decide_about_one_of_the_effects_are_not_enough_for_both() {
        assertThat(by(BOTH + READS_TOO, APPROVED))
                .contains("By now policy has others decide about it.");
    }

    @Test
    void less_that_fewer_decide_about_has_to_be_asked_for_by_itself() {
        var both = new AccessTerms(List.of(part("dba"), part("leads")), 900, false);

        assertThat(by(BOTH + READS_TOO, giving(APPROVED.scope(), both))).isEmpty();
        assertThat(by(BOTH + READS_TOO, giving(LESS, both))).isEmpty();
        assertThat(by(BOTH + READS_TOO, giving(new AccessScope(List.of(Effect.WRITE), 600), both)))
                .contains("By now policy has others decide about it.");
    }

    @Test
    void what_is_offered_no_more_or_by_other_terms_is_not_given() {
        assertThat(by(BOTH.replace("1h", "30m"), APPROVED).orElse("")).contains("at most 30m");
        assertThat(by(BOTH.replace("dba }", "dba, votes: 2 }"), APPROVED))
                .contains("By now policy has others decide about it.");
        assertThat(by(BOTH.replace("engineers", "leads"), APPROVED).orElse(""))
                .contains("No policy lets you ask");
    }

    @Test
    void an_approval_that_is_none_gives_nothing_whatever_policy_offers() {
        assertThat(by(BOTH, approvedBy(Asking.ALICE, Asking.ALICE.id()))).isPresent();
        assertThat(by(BOTH, approvedBy(Asking.AGENT, Asking.ALICE.id()))).isPresent();
        assertThat(by(BOTH, giving(new AccessScope(List.of(Effect.DDL), 600))).orElse(""))
                .contains("More was approved of");
    }

    @Test
    void with_four_eyes_one_person_gives_nothing() {
        var rulebook = Asking.policy(RULES + BOTH);

        assertThat(new Objections(new AccessOffers(true)).of(rulebook, APPROVED).orElse(""))
                .contains("four eyes");
    }

    @Test
    void while_there_is_no_policy_nobody_knows() {
        assertThatThrownBy(() -> objections.of(Rulebook.EMPTY, APPROVED))
                .isInstanceOf(Objections.NobodyKnows.class);
    }

    private Optional<String> by(String requests, AccessApproved approved) {
        return objections.of(Asking.policy(RULES + requests), approved);
    }

    private static QuorumPart part(String group) {
        return new QuorumPart(group, 1);
    }

    private static AccessApproved giving(AccessScope scope) {
        return giving(scope, APPROVED.terms());
    }

    /** By two people where the terms want as many. */
    private static AccessApproved giving(AccessScope scope, AccessTerms terms) {
        return new AccessApproved(
                APPROVED.request(),
                APPROVED.requester(),
                APPROVED.target(),
                APPROVED.asked(),
                scope,
                terms,
                terms.votes() > 1
                        ? List.of(Asking.BOB.id(), new PrincipalId(Asking.BOB.id().issuer(), "bea"))
                        : APPROVED.approvers(),
                APPROVED.reason(),
                APPROVED.until());
    }

    private static AccessApproved approvedBy(Principal requester, PrincipalId approver) {
        return new AccessApproved(
                APPROVED.request(),
                requester,
                APPROVED.target(),
                APPROVED.asked(),
                APPROVED.scope(),
                APPROVED.terms(),
                List.of(approver),
                APPROVED.reason(),
                APPROVED.until());
    }
}
