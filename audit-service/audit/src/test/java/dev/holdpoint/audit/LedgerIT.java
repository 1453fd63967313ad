package dev.holdpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.audit.store.Fenced;
import dev.holdpoint.audit.store.Growth;
import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.export.ExportedEntry;
import dev.holdpoint.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path state;
    @TempDir Path export;
    private Ledgers ledgers;

    @BeforeEach
    void open() {
        ledgers = new Ledgers(state);
    }

    @AfterEach
    void close() {
        ledgers.close();
    }

    private void awaitAllSigned() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ledgers.signed()).isEqualTo(ledgers.logged()));
    }

    @Test
    void every_event_is_in_the_ledger_once_also_after_a_restart_and_verifies_offline()
            throws IOException {
        var session = ledgers.write(700);
        try (var _ = ledgers.start()) {
            awaitAllSigned();
        }
        var later = ledgers.write(600);
        try (var _ = ledgers.start()) {
            awaitAllSigned();
        }
        assertThat(ledgers.entries()).isEqualTo(ledgers.logged());
        var report = ledgers.verify(export);
        assertThat(report.verdict()).isInstanceOf(Verdict.Accepted.class);
        assertThat(report.gaps())
                .noneMatch(gap -> gap.where().contains(session) || gap.where().contains(later));
        assertThat(report.entries()).isEqualTo(ledgers.entries());
    }

    @Test
    void two_writers_under_load_make_one_chain_while_the_lead_changes_hands() throws IOException {
        try (var first = ledgers.start();
                var second = ledgers.start()) {
            for (int round = 0; round < 6; round++) {
                long before = ledgers.entries();
                ledgers.write(400);
                await().atMost(PATIENCE).until(() -> ledgers.entries() > before);
                ledgers.database.execute(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_locks
                        WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
                        """);
            }
            ledgers.write(400);
            awaitAllSigned();
            assertThat(first.appender().leading() && second.appender().leading()).isFalse();
        }
        assertThat(ledgers.entries()).isEqualTo(ledgers.logged());
        assertThat(ledgers.database.value("SELECT epoch FROM audit.ledger_head")).isNotEqualTo("1");
        assertThat(ledgers.verify(export).verdict()).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void a_sequence_that_skips_is_recorded_as_a_gap_and_the_ledger_goes_on() throws IOException {
        var session = ledgers.write(3);
        Ledgers.await(ledgers.appender.append(Ledgers.event(session, 6)));
        try (var _ = ledgers.start()) {
            awaitAllSigned();
        }
        assertThat(
                        ledgers.database.value(
                                """
                                SELECT convert_from(payload, 'UTF8') FROM audit.events
                                WHERE type LIKE '%LedgerGapFound%' ORDER BY version DESC LIMIT 1
                                """))
                .contains("\"expected\":4", "\"found\":6", session);
        var report = ledgers.verify(export);
        assertThat(report.verdict()).isInstanceOf(Verdict.Accepted.class);
        assertThat(report.gaps()).anyMatch(gap -> gap.where().endsWith(session));
    }

    @Test
    void a_replaced_writer_can_not_append_even_what_would_fit() {
        var store = Ledgers.store(ledgers.pool());
        var first = Ledgers.await(store.openTerm());
        Ledgers.await(store.append(first.epoch(), growth(0)));
        var second = Ledgers.await(store.openTerm());
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(second.size()).isEqualTo(1);

        assertThatThrownBy(() -> Ledgers.await(store.append(first.epoch(), growth(1))))
                .hasRootCauseInstanceOf(Fenced.class);
        assertThatThrownBy(() -> Ledgers.await(store.append(second.epoch(), growth(0))))
                .hasRootCauseInstanceOf(Fenced.class);
        Ledgers.await(store.append(second.epoch(), growth(1)));
        assertThat(ledgers.entries()).isEqualTo(2);
    }

    private static Growth growth(long index) {
        var entry = new LedgerEntry("t", 0, index, "k", new TreeMap<>(), new byte[] {(byte) index});
        var chain = HashChain.next(HashChain.start(Ledgers.ORIGIN), entry.leaf());
        var exported = new ExportedEntry(index, entry, entry.leaf(), chain);
        return new Growth(index, chain, List.of(exported), List.of());
    }

    @Test
    void the_key_is_private_and_another_one_is_refused() throws IOException {
        try (var _ = ledgers.start()) {
            var key = state.resolve("ledger/signing.key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(state.resolve("ledger.vkey"))).startsWith(Ledgers.ORIGIN);
            Files.delete(key);
        }
        assertThatThrownBy(ledgers::start).hasMessageContaining("put that key back");
    }
}
