package dev.holdpoint.approval;

import static org.assertj.core.api.Assertions.assertThat;

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
    void a_requester_has_twenty_open_holds_unless_told() throws IOException {
        assertThat(ModuleDefaults.read())
                .containsEntry("holdpoint.approval.open-holds-per-requester", "20");
    }
}
