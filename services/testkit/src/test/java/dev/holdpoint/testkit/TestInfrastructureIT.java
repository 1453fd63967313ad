package dev.holdpoint.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestInfrastructureIT {
    private final TestInfrastructure infrastructure = TestInfrastructure.shared();

    @Test
    void every_database_is_new_and_empty() {
        var first = infrastructure.newDatabase();
        first.execute("CREATE TABLE t(a int)");

        var second = infrastructure.newDatabase();

        assertThat(second.name()).isNotEqualTo(first.name());
        assertThat(second.value("SELECT to_regclass('t') IS NULL")).isEqualTo("true");
    }

    @Test
    void the_shared_broker_is_one() {
        assertThat(infrastructure.bootstrapServers()).isEqualTo(infrastructure.bootstrapServers());
    }
}
