package dev.holdpoint.edge.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.session.Replication;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationGrammarTest {
    private static Analysis read(String text) {
        return ReplicationGrammar.read(text, SqlCatalog.EMPTY.basis()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IDENTIFY_SYSTEM",
                " \n\tIDENTIFY_SYSTEM ; ",
                "SHOW wal_segment_size",
                "READ_REPLICATION_SLOT s",
                "CREATE_REPLICATION_SLOT \"s;\" TEMPORARY LOGICAL pgoutput (SNAPSHOT 'nothing')",
                "ALTER_REPLICATION_SLOT s (FAILOVER true)",
                "START_REPLICATION SLOT s PHYSICAL 16/B374D848 TIMELINE 1",
                "START_REPLICATION SLOT \"s\" LOGICAL 0/0 (proto_version '1', \"names\" 'a''b;c')",
                "TIMELINE_HISTORY 2",
                "BASE_BACKUP (TARGET 'client', \"target\"  'client')",
                "BASE_BACKUP (LABEL 'target db', TARGET 'client')",
                "BASE_BACKUP (LABEL 'nightly', PROGRESS, CHECKPOINT 'fast', WAIT 0)",
                "UPLOAD_MANIFEST"
            })
    void a_command_of_the_protocol_has_the_effect_replication_and_no_other(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        Analysis.Understood.class,
                        understood -> {
                            var facts = understood.facts();
                            assertThat(facts.effects()).containsExactly(Effect.REPLICATION);
                            assertThat(facts.kinds()).hasSize(1);
                            assertThat(facts.fingerprint()).hasSize(64);
                            assertThat(facts.destructive()).isFalse();
                            assertThat(understood.recordableText()).isEqualTo(text);
                        });
    }

    @Test
    void dropping_a_slot_is_destructive() {
        assertThat(read("DROP_REPLICATION_SLOT s WAIT").facts().destructive()).isTrue();
    }

    @Test
    void other_texts_have_other_fingerprints() {
        assertThat(fingerprint("TIMELINE_HISTORY 2")).isEqualTo(fingerprint("TIMELINE_HISTORY 2"));
        assertThat(fingerprint("TIMELINE_HISTORY 2"))
                .isNotEqualTo(fingerprint("TIMELINE_HISTORY 3"));
    }

    private static String fingerprint(String text) {
        return read(text).facts().fingerprint();
    }

    @Test
    void a_credential_among_the_options_is_not_recorded() {
        var text = "START_REPLICATION SLOT s LOGICAL 0/0 (dsn 'host=h password=sesame')";

        assertThat(read(text).recordableText()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW work_mem; DROP TABLE orders",
                "IDENTIFY_SYSTEM;;",
                "BASE_BACKUP (LABEL 'open",
                "SHOW \"open",
                "SHOW work_mem -- ; \n = 1",
                "SHOW $$x$$ ; SELECT 1",
                "IDENTIFY_SYSTEM/* ; */\\",
                "SHOW a=b",
                "START_REPLICATION SLOT s PHYSICAL 0/0 ? 1",
                "BASE_BACKUP (TARGET 'server', TARGET_DETAIL '/tmp/b')",
                "BASE_BACKUP (LABEL 'x', \"target\" 'shell')",
                "BASE_BACKUP (LABEL 'it''s', TARGET 'server''client')",
                "BASE_BACKUP (TARGET 'CLIENT')",
                "CREATE_REPLICATION_SLOT s LOGICAL \"/tmp/lib\""
            })
    void what_begins_as_a_command_and_is_more_is_not_understood(String text) {
        assertThat(read(text)).isInstanceOf(Analysis.NotUnderstood.class);
    }

    @Test
    void what_is_too_long_is_not_understood() {
        assertThat(read("SHOW " + "a".repeat(64 * 1024)))
                .isInstanceOf(Analysis.NotUnderstood.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "identify_system",
                "Show work_mem",
                "SHOWx",
                "SHOW$",
                "IDENTIFY_SYSTEMé",
                "/* */ BASE_BACKUP",
                "\"BASE_BACKUP\"",
                ";BASE_BACKUP",
                "DROP TABLE orders"
            })
    void everything_else_is_sql(String text) {
        assertThat(ReplicationGrammar.read(text, SqlCatalog.EMPTY.basis())).isEmpty();
    }

    @Test
    void only_a_session_for_replication_knows_the_commands() {
        var basis = SqlCatalog.EMPTY.basis();

        assertThat(new ReplicationTexts(Replication.NONE).command("IDENTIFY_SYSTEM", basis))
                .isEmpty();
        assertThat(new ReplicationTexts(Replication.LOGICAL).command("IDENTIFY_SYSTEM", basis))
                .isPresent();
    }

    @Test
    void a_session_for_physical_replication_takes_no_sql() {
        var sql =
                new Analysis.NotUnderstood(
                        CommandFacts.of("SELECT", Effect.READ), "SELECT 1", "a stand-in");

        assertThat(new ReplicationTexts(Replication.LOGICAL).sql(sql)).isSameAs(sql);
        assertThat(new ReplicationTexts(Replication.PHYSICAL).sql(sql))
                .isInstanceOfSatisfying(
                        Analysis.NotUnderstood.class,
                        refused -> {
                            assertThat(refused.facts().effects()).containsExactly(Effect.UNKNOWN);
                            assertThat(refused.reason()).contains("replication commands only");
                        });
    }
}
