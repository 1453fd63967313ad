package dev.holdpoint.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdpoint.approval.inbox.OpenLimits;
import dev.holdpoint.testkit.ModuleDefaults;
import dev.holdpoint.testkit.OwnDefaults;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DefaultsTest implements OwnDefaults {
    @Override
    public String service() {
        return "approval";
    }

    @Test
    void what_tokens_say_of_groups_is_kept_for_a_week_unless_told() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("holdpoint.approval.memberships-kept-for", "7d");
    }

    @Test
    void five_thousand_holds_are_open_in_total_unless_told() throws IOException {
        assertThat(ModuleDefaults.read()).containsEntry("holdpoint.approval.open-holds", "5000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenLimits(20, 19))
                .withMessageContaining("holdpoint.approval.open-holds is 19");
    }

    @Test
    void decisions_are_counted_for_metrics_every_half_minute_unless_told() throws IOException {
        assertThat(ModuleDefaults.read()).containsEntry("holdpoint.approval.metrics-every", "30s");
    }

    @Test
    void a_person_approves_of_thirty_holds_a_minute_unless_told() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("holdpoint.approval.approvals-per-minute", "30");
    }

    @Test
    void a_person_breaks_the_glass_three_times_a_day_unless_told() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("holdpoint.approval.break-glass-per-person", "3");
    }

    @Test
    void a_requester_has_twenty_open_holds_unless_told() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("holdpoint.approval.open-holds-per-requester", "20");
    }
}
