package dev.holdpoint.policy.index;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.TargetName;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrantIndexTest {
    private static final TargetName CRM = new TargetName("crm");
    private static final GrantIndex OF_OTHERS = ofOthers(10_000);

    private static GrantIndex ofOthers(int count) {
        var index = GrantIndex.empty();
        for (int i = 0; i < count; i++) {
            var others = grant(List.of("other-" + i), List.of("team-" + i % 50), List.of(CRM));
            index = index.with(new GrantId("of-other-" + i), others);
        }
        return index;
    }

    private static GrantSpec grant(
            List<String> subjects, List<String> groups, List<TargetName> targets) {
        return grant(subjects, groups, targets, Map.of());
    }

    private static GrantSpec grant(
            List<String> subjects,
            List<String> groups,
            List<TargetName> targets,
            Map<String, String> labels) {
        return new GrantSpec(
                subjects,
                groups,
                targets,
                labels,
                List.of(Effect.READ),
                "carol",
                null,
                null,
                Origin.REST,
                null,
                null,
                null);
    }

    private static List<String> found(GrantIndex index, TargetName target) {
        return index.of(ALICE, target)
                .map(grant -> grant.getKey().value())
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void grants_of_others_are_not_looked_at_however_many_there_are() {
        var index =
                OF_OTHERS
                        .with(
                                new GrantId("named"),
                                grant(List.of("alice"), List.of(), List.of(CRM)))
                        .with(
                                new GrantId("group"),
                                grant(List.of(), List.of("engineers"), List.of(CRM)));

        assertThat(index).hasSize(10_002);
        assertThat(found(index, CRM)).containsExactly("group", "named");
        assertThat(found(index, new TargetName("erp"))).isEmpty();
    }

    @Test
    void a_grant_by_labels_is_found_for_every_target() {
        var byLabel = grant(List.of("alice"), List.of(), List.of(CRM), Map.of("data", "crm"));
        var index = OF_OTHERS.with(new GrantId("labels"), byLabel);

        assertThat(found(index, CRM)).containsExactly("labels");
        assertThat(found(index, new TargetName("erp"))).containsExactly("labels");
    }

    @Test
    void a_grant_that_names_very_many_is_found_by_who_asks_alone() {
        var targets = IntStream.range(0, 100).mapToObj(i -> new TargetName("target-" + i)).toList();
        var wide = grant(List.of("alice"), List.of("a", "b", "c"), targets);
        var index = GrantIndex.empty().with(new GrantId("wide"), wide);

        assertThat(found(index, CRM)).containsExactly("wide");
        assertThat(index.nodes()).hasSizeLessThan(10);
        assertThat(index.without(new GrantId("wide"))).isEmpty();
    }

    @Test
    void a_grant_that_is_changed_or_ends_is_found_by_what_it_was_no_more() {
        var id = new GrantId("g");
        var index = OF_OTHERS.with(id, grant(List.of("alice"), List.of(), List.of(CRM)));
        var narrowed =
                index.with(id, grant(List.of("alice"), List.of(), List.of(new TargetName("erp"))));

        assertThat(found(narrowed, CRM)).isEmpty();
        assertThat(found(narrowed, new TargetName("erp"))).containsExactly("g");
        assertThat(found(narrowed.without(id), new TargetName("erp"))).isEmpty();
        assertThat(found(index, CRM)).containsExactly("g");
    }

    @Test
    void a_grant_that_comes_or_goes_makes_few_nodes_however_many_there_are() {
        var id = new GrantId("just-in-time");
        var came = OF_OTHERS.with(id, grant(List.of("alice"), List.of(), List.of(CRM)));
        var went = came.without(id);

        var made = came.nodes();
        made.addAll(went.nodes());
        made.removeAll(OF_OTHERS.nodes());
        assertThat(made).hasSizeLessThan(40);
        assertThat(went).isEqualTo(OF_OTHERS);
    }
}
