package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.Namespace;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlCatalogTest {
    private static final int MANY = 200_000;

    @Test
    void no_two_snapshots_are_taken_for_the_same_one_however_many_there_are() {
        var all = IntStream.range(0, MANY).mapToObj(_ -> snapshot()).toList();
        assertThat(all.stream().map(SqlCatalog::basis).collect(Collectors.toSet())).hasSize(MANY);
    }

    @Test
    void a_snapshot_stays_the_same_whoever_sees_it_and_equals_what_holds_the_same() {
        var one = snapshot();
        assertThat(one.under(Namespace.UNKNOWN).isSame(one)).isTrue();
        assertThat(snapshot()).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(snapshot().isSame(one)).isFalse();
    }

    private static SqlCatalog snapshot() {
        return new SqlCatalog(Set.of(), Set.of(), Set.of(), Set.of());
    }
}
