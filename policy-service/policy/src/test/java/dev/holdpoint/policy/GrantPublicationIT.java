package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.edit;
import static dev.holdpoint.policy.PolicyInstances.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.PolicyInstances.Instance;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.GrantReach;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantRequest;
import dev.holdpoint.policy.register.GrantDesk;
import dev.holdpoint.policy.register.TargetDesk;
import dev.holdpoint.policy.target.TargetDecider;
import dev.holdpoint.policy.target.TargetRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the grants of documents, on one real database and broker. */
class GrantPublicationIT {
    private static final String ROLE =
            """
            apiVersion: holdpoint.dev/v1
            kind: Role
            metadata: { name: editor }
            spec: { targets: { names: [ payments ] }, effects: [ read, write ] }
            ---
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: clerks }
            spec: { groups: [ clerks ], role: editor, owner: bob }
            """;
    private static final String ON_CRM =
            """
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: clerks }
            spec: { groups: [ clerks ], targets: { names: [ crm ] }, effects: [ read ], owner: bob }
            """;
    private static final TargetName CRM = new TargetName("crm");
    private static final Principal CAROL = Asking.human("carol", "security");
    private static final GrantDecider.Action REVOKE_DEPLOYS =
            new GrantDecider.Action.Ask(
                    new GrantRequest.Revoke(
                            new GrantId("deploys-on-payments"),
                            "leaked",
                            new Requester(CAROL, OptionalLong.empty(), Instant.now())));

    private static final TargetDecider.Action REGISTER_CRM =
            new TargetDecider.Action.Ask(
                    new TargetRequest.Put(
                            CRM,
                            new TargetSpec(
                                    "postgres",
                                    "db",
                                    5432,
                                    "crm",
                                    "app",
                                    "env:HOLDPOINT_SECRET_CRM",
                                    "disable",
                                    Map.of(),
                                    List.of()),
                            new Requester(CAROL, OptionalLong.empty(), Instant.now())));

    private final PolicyInstances instances = new PolicyInstances();

    @AfterEach
    void stop() {
        instances.close();
    }

    @Test
    void grants_narrow_end_and_expire_as_their_documents_and_the_clock_say() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.isLoaded());

        edit(
                documents,
                "grants.yaml",
                "effects: [ read, write, session ]\n  owner: bea",
                "effects: [ read, write ]\n  owner: bea");
        await().until(() -> instances.events("%GrantNarrowed%") == 1);
        edit(
                documents,
                "grants.yaml",
                "owner: carol",
                "owner: carol\n  expiresAt: " + Instant.now().plusSeconds(2));

        await().until(() -> instances.events("%GrantExpired%") == 1);
        await().until(() -> rulebooks.current().grants().size() == 3);
    }

    @Test
    void a_narrower_role_narrows_the_grants_that_give_it_and_a_wider_one_issues_them_anew() {
        var documents = Surroundings.demoDocuments();
        Surroundings.write(documents.resolve("role.yaml"), ROLE);
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.current().grants().size() == 5);
        assertThat(given(rulebooks)).containsExactly(Effect.READ, Effect.WRITE);

        edit(documents, "role.yaml", "[ read, write ]", "[ read ]");
        await().until(() -> instances.events("%GrantNarrowed%") == 1);
        await().until(() -> given(rulebooks).equals(List.of(Effect.READ)));
        edit(documents, "role.yaml", "[ read ]", "[ read, session ]");

        await().until(() -> instances.events("%GrantRevoked%") == 1);
        await().until(() -> given(rulebooks).equals(List.of(Effect.READ, Effect.SESSION)));
    }

    @Test
    void a_revoked_grant_of_a_document_stays_revoked_over_a_restart_until_that_is_changed() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.isLoaded());
        settled(
                new GrantDesk(rulebooks.desk().changes())
                        .run(Actor.of(CAROL.id()), null, REVOKE_DEPLOYS));
        await().until(() -> rulebooks.current().grants().size() == 3);
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        await().until(() -> instances.events("%PolicyRetired%") == 1);
        rulebooks.close();

        var again = instances.start(documents);
        edit(documents, "policy-payments.yaml", "Changes by agents", "Writes by agents");
        await().until(() -> instances.events("%PolicyRetired%") == 2);
        edit(documents, "grants.yaml", "owner: bea", "owner: bea\n  reviewBy: 2099-01-01");

        await().until(() -> again.current().grants().size() == 4);
        assertThat(instances.events("%GrantIssued%")).isEqualTo(5);
        assertThat(instances.events("%GrantNarrowed%")).isZero();
    }

    @Test
    void an_overdue_review_is_recorded_once_and_lifted_by_a_later_date() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = instances.start(documents);
        instances.start(documents);
        await().until(() -> rulebooks.isLoaded());

        edit(
                documents,
                "grants.yaml",
                "owner: carol",
                "owner: carol\n  reviewBy: " + Instant.now().plusSeconds(1));
        await().until(() -> instances.events("%GrantSuspended%") == 1);
        edit(documents, "grants.yaml", "owner: bea", "owner: bea\n  reviewBy: 2099-01-01");

        await().until(() -> instances.events("%GrantNarrowed%") == 2);
        assertThat(instances.events("%GrantSuspended%")).isEqualTo(1);
    }

    @Test
    void a_documents_grant_names_a_target_of_rest_whichever_is_there_first() {
        var documents = Surroundings.demoDocuments();
        Surroundings.write(documents.resolve("crm.yaml"), ON_CRM);
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.current().grants().size() == 5);
        await().until(() -> !rulebooks.parts().absentTargets().isEmpty());
        assertThat(rulebooks.parts().absentTargets())
                .singleElement()
                .asString()
                .contains("crm.yaml:1:1")
                .contains("clerks names the target crm");
        assertThat(rulebooks.problem()).isEmpty();

        settled(
                new TargetDesk(rulebooks.desk().changes())
                        .run(Actor.of(CAROL.id()), null, REGISTER_CRM));
        await().until(() -> rulebooks.current().targets().containsKey(CRM));
        assertThat(rulebooks.parts().absentTargets()).isEmpty();
        rulebooks.close();

        var again = instances.start(documents);
        await().until(() -> again.current().targets().containsKey(CRM));
        await().until(() -> again.current().grants().size() == 5);
        assertThat(again.problem()).isEmpty();
        assertThat(again.parts().absentTargets()).isEmpty();
        var grant = Objects.requireNonNull(again.current().grants().get(new GrantId("clerks")));
        var target = Objects.requireNonNull(again.current().targets().get(CRM));
        assertThat(GrantReach.isOn(grant, CRM, target)).isTrue();
    }

    private static List<Effect> given(Instance rulebooks) {
        var grant = rulebooks.current().grants().get(new GrantId("clerks"));
        return grant == null ? List.of() : grant.effects();
    }
}
