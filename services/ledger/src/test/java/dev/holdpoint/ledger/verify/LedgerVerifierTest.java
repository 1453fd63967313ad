package dev.holdpoint.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.export.ExportLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerVerifierTest {
    private static final int SIZE = 100;
    private static final NoteSigner SIGNER = NoteSigner.generate(ExportFixture.ORIGIN);

    @TempDir Path dir;
    private ExportFixture export = new ExportFixture(SIGNER);

    @BeforeEach
    void write() throws IOException {
        export = export.write(dir, ExportFixture.entries(SIZE), Set.of(40, 80, SIZE));
    }

    private Report verify() throws IOException {
        return LedgerVerifier.verify(dir, SIGNER.verifierKey(), Optional.empty());
    }

    private Verdict verdictOf(List<byte[]> lines) throws IOException {
        ExportFixture.save(dir, lines);
        return verify().verdict();
    }

    @Test
    void an_untouched_export_is_accepted() throws IOException {
        var report = verify();
        assertThat(report.verdict()).isInstanceOf(Verdict.Accepted.class);
        assertThat(report.clean()).isTrue();
        assertThat(report.entries()).isEqualTo(SIZE);
        assertThat(report.checkpoints()).isEqualTo(3);
    }

    @Test
    void a_removed_entry_is_named() throws IOException {
        var lines = new ArrayList<>(export.lines);
        lines.remove(57);
        assertThat(verdictOf(lines))
                .isEqualTo(new Verdict.FirstBad(57, "here stands an entry numbered 58", 40));
    }

    @Test
    void an_inserted_entry_is_named() throws IOException {
        var lines = new ArrayList<>(export.lines);
        lines.add(57, export.lines.get(10));
        assertThat(verdictOf(lines))
                .isEqualTo(new Verdict.FirstBad(57, "here stands an entry numbered 10", 40));
    }

    @Test
    void entries_that_changed_places_are_named() throws IOException {
        var lines = new ArrayList<>(export.lines);
        lines.set(20, export.lines.get(21));
        lines.set(21, export.lines.get(20));
        assertThat(verdictOf(lines))
                .isEqualTo(new Verdict.FirstBad(20, "here stands an entry numbered 21", 0));
    }

    @Test
    void a_tail_that_is_cut_off_is_told_apart() throws IOException {
        assertThat(verdictOf(export.lines.subList(0, 95)))
                .isEqualTo(new Verdict.Truncated(95, SIZE));
        assertThat(verdictOf(List.of())).isEqualTo(new Verdict.Truncated(0, SIZE));
    }

    @Test
    void an_entry_past_the_last_checkpoint_is_bad() throws IOException {
        var lines = new ArrayList<>(export.lines);
        lines.add(export.lines.getLast());
        assertThat(verdictOf(lines))
                .isEqualTo(new Verdict.FirstBad(SIZE, "no checkpoint covers this entry", SIZE));
    }

    @Test
    void a_tail_cut_together_with_its_checkpoint_is_found_against_the_external_ones(
            @TempDir Path outside) throws IOException {
        var name = ExportLayout.noteName(SIZE);
        Files.move(dir.resolve(ExportLayout.CHECKPOINTS).resolve(name), outside.resolve(name));
        ExportFixture.save(dir, export.lines.subList(0, 80));
        assertThat(verify().verdict()).isInstanceOf(Verdict.Accepted.class);
        var report = LedgerVerifier.verify(dir, SIGNER.verifierKey(), Optional.of(outside));
        assertThat(report.verdict()).isEqualTo(new Verdict.Truncated(80, SIZE));
    }

    @Test
    void a_change_with_every_stored_hash_rewritten_is_found_by_the_checkpoint() throws IOException {
        var entries = ExportFixture.entries(SIZE);
        entries.set(57, ExportFixture.entry(1000));
        new ExportFixture(SIGNER).write(dir, entries, Set.of());
        assertThat(verify().verdict())
                .isInstanceOfSatisfying(
                        Verdict.FirstBad.class,
                        bad -> {
                            assertThat(bad.index()).isEqualTo(40);
                            assertThat(bad.what()).contains("40 to 79", "size 80");
                        });
    }

    @Test
    void a_ledger_rewritten_and_signed_with_another_key_is_refused() throws IOException {
        var other = NoteSigner.generate(ExportFixture.ORIGIN);
        new ExportFixture(other).write(dir, ExportFixture.entries(SIZE), Set.of(SIZE));
        assertThat(verify().verdict()).isInstanceOf(Verdict.BadSignature.class);
    }

    @Test
    void two_signed_checkpoints_of_one_size_that_differ_are_found(@TempDir Path outside)
            throws IOException {
        var forked = ExportFixture.entries(SIZE);
        forked.set(99, ExportFixture.entry(1000));
        new ExportFixture(SIGNER).write(outside, forked, Set.of(SIZE));
        var external = Optional.of(outside.resolve(ExportLayout.CHECKPOINTS));
        var report = LedgerVerifier.verify(dir, SIGNER.verifierKey(), external);
        assertThat(report.verdict())
                .isInstanceOfSatisfying(
                        Verdict.FirstBad.class, bad -> assertThat(bad.proven()).isEqualTo(80));
    }

    @Test
    void an_altered_or_missing_checkpoint_is_a_bad_signature() throws IOException {
        var file = dir.resolve(ExportLayout.CHECKPOINTS).resolve(ExportLayout.noteName(40));
        Files.writeString(file, Files.readString(file).replace("\n40\n", "\n41\n"));
        assertThat(verify().verdict()).isInstanceOf(Verdict.BadSignature.class);
        for (var note : ExportLayout.notes(dir.resolve(ExportLayout.CHECKPOINTS))) {
            Files.delete(note);
        }
        assertThat(verify().verdict())
                .isEqualTo(new Verdict.BadSignature("there is no checkpoint"));
    }

    @Test
    void gaps_are_told_apart_from_integrity() throws IOException {
        var entries = ExportFixture.entries(SIZE);
        entries.remove(50);
        entries.add(moved(ExportFixture.entry(3), 33));
        export.write(dir, entries, Set.of(SIZE));
        Files.delete(dir.resolve(ExportLayout.CHECKPOINTS).resolve(ExportLayout.noteName(40)));
        Files.delete(dir.resolve(ExportLayout.CHECKPOINTS).resolve(ExportLayout.noteName(80)));
        var report = verify();
        assertThat(report.verdict()).isInstanceOf(Verdict.Accepted.class);
        assertThat(report.clean()).isFalse();
        assertThat(report.gaps())
                .containsExactly(
                        new Gap(Gap.Kind.PARTITION_OFFSET, 52, "holdpoint.sessions-2", 16, 17),
                        new Gap(
                                Gap.Kind.STREAM_SEQUENCE,
                                52,
                                "holdpoint.sessions/session-2",
                                17,
                                18),
                        new Gap(Gap.Kind.OFFSET_BACKWARDS, 99, "holdpoint.sessions-0", 34, 33));
    }

    private static LedgerEntry moved(LedgerEntry entry, long offset) {
        return new LedgerEntry(
                entry.topic(),
                entry.partition(),
                offset,
                entry.key(),
                new TreeMap<>(entry.headers()),
                entry.value());
    }
}
