package dev.holdpoint.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PortPlanTest {
    @Test
    void every_taken_port_is_one_line_with_its_part_and_the_mend() {
        var plan = plan();
        assertThatThrownBy(() -> plan.check(Shape.STANDALONE, port -> port % 2 == 0))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        """
                        port 15431, wanted by the services' PostgreSQL, is taken: free it, or \
                        choose another with --port-postgres PORT or HOLDPOINT_PORT_POSTGRES
                        port 18081, wanted by the OIDC issuer, is taken: free it, or \
                        choose another with --port-oidc PORT or HOLDPOINT_PORT_OIDC""");
    }

    @Test
    void what_is_no_port_is_told_before_anything_listens() {
        assertThatThrownBy(() -> plan("--port-edge", "99999").check(Shape.SEPARATE, _ -> true))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage(
                        "port 99999, wanted by the PostgreSQL edge, is none: choose one up to 65535"
                                + " with --port-edge PORT");
    }

    @Test
    void separate_processes_do_not_want_the_shared_rest_port() {
        var plan = plan("--port-http", "1");
        plan.check(Shape.SEPARATE, port -> port != 1);
        assertThatThrownBy(() -> plan.check(Shape.STANDALONE, port -> port != 1))
                .hasMessageContaining("port 1, wanted by the services' REST");
    }

    private static PortPlan plan(String... args) {
        var holder = new Holder();
        new CommandLine(holder).parseArgs(args);
        return holder.plan;
    }

    @Command(name = "holder")
    static final class Holder {
        @Mixin PortPlan plan = new PortPlan();
    }
}
