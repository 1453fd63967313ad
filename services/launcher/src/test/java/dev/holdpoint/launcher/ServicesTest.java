package dev.holdpoint.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
    @TempDir Path home;

    @Test
    void in_one_process_every_client_points_back_at_it() throws Exception {
        built("services/standalone");
        var ports = new PortPlan();
        ports.http = 8081;
        var services = Services.of(Shape.STANDALONE, home, ports, Map.of());
        assertThat(services.apps()).hasSize(1);
        assertThat(services.apps().getFirst().config())
                .containsEntry("quarkus.http.port", "8081")
                .containsEntry("holdpoint.policy.port", "8081")
                .containsEntry("holdpoint.approval.port", "8081");
        assertThat(services.api()).containsExactly(Map.entry("/api/v1/", "http://localhost:8081"));
    }

    @Test
    void as_five_processes_the_edge_is_told_where_policy_and_approval_are() throws Exception {
        for (var service : new String[] {"policy", "approval", "audit", "review"}) {
            built(service + "-service/app");
        }
        built("proxy-edge/app");
        var services = Services.of(Shape.SEPARATE, home, new PortPlan(), Map.of());
        assertThat(services.apps()).hasSize(5);
        var policy = services.apps().getFirst();
        assertThat(policy.name()).isEqualTo("policy-service");
        assertThat(services.apps().getLast().config())
                .containsEntry("holdpoint.policy.port", Integer.toString(policy.port()));
        assertThat(services.api())
                .containsEntry("/api/v1/policies", "http://localhost:" + policy.port());
    }

    @Test
    void a_jar_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Services.of(Shape.STANDALONE, home, new PortPlan(), Map.of()))
                .hasMessageContaining("services/standalone is not built");
    }

    private void built(String module) throws IOException {
        var target = Files.createDirectories(home.resolve(module).resolve("target"));
        Files.createFile(target.resolve("it-runner.jar"));
    }
}
