package dev.holdpoint.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.export.ExportLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EV-3: whatever is done to an exported ledger, the verifier finds it and says where. */
class LedgerMutationTest {
    private static final int SIZE = 60;
    private static final NoteSigner SIGNER = NoteSigner.generate(ExportFixture.ORIGIN);

    @TempDir Path dir;

    private Verdict verdict() throws IOException {
        return LedgerVerifier.verify(dir, SIGNER.verifierKey(), Optional.empty()).verdict();
    }

    private static long firstBad(Verdict verdict) {
        return switch (verdict) {
            case Verdict.FirstBad bad -> bad.index();
            case Verdict.Truncated cut -> cut.size();
            case Verdict.Accepted _, Verdict.BadSignature _ ->
                    throw new AssertionError("not found: " + verdict);
        };
    }

    @Test
    void each_of_a_thousand_random_mutations_is_found_at_its_index() throws IOException {
        var export =
                new ExportFixture(SIGNER).write(dir, ExportFixture.entries(SIZE), Set.of(SIZE));
        var random = new Random(20261121);
        for (int round = 0; round < 1000; round++) {
            var lines = new ArrayList<>(export.lines);
            int index = mutate(lines, round % 6, random);
            ExportFixture.save(dir, lines);
            assertThat(firstBad(verdict())).as("round %d", round).isEqualTo(index);
        }
    }

    /** Does one thing to the lines and tells where. */
    private static int mutate(List<byte[]> lines, int kind, Random random) {
        int at = random.nextInt(SIZE - 1);
        int later = at + 1 + random.nextInt(SIZE - 1 - at);
        switch (kind) {
            case 0 -> lines.set(at, flipped(lines.get(at), random));
            case 1 -> lines.remove(at);
            case 2 -> lines.add(at, lines.get(later));
            case 3 -> Collections.swap(lines, at, later);
            case 4 -> lines.subList(at, SIZE).clear();
            case 5 -> lines.add(at + 1, lines.get(at));
            default -> throw new AssertionError(kind);
        }
        return kind == 5 ? at + 1 : at;
    }

    private static byte[] flipped(byte[] line, Random random) {
        var copy = line.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    @Test
    void a_change_with_all_hashes_rewritten_is_found_between_its_two_checkpoints()
            throws IOException {
        var random = new Random(7);
        var checkpoints = Set.of(20, 40, SIZE);
        for (int round = 0; round < 100; round++) {
            new ExportFixture(SIGNER).write(dir, ExportFixture.entries(SIZE), checkpoints);
            var entries = ExportFixture.entries(SIZE);
            int at = random.nextInt(SIZE);
            entries.set(at, ExportFixture.entry(1000 + round));
            new ExportFixture(SIGNER).write(dir, entries, Set.of());
            assertThat(firstBad(verdict())).isEqualTo(at / 20 * 20);
        }
    }

    @Test
    void no_flipped_bit_of_a_checkpoint_is_accepted() throws IOException {
        new ExportFixture(SIGNER).write(dir, ExportFixture.entries(SIZE), Set.of(SIZE));
        var file = dir.resolve(ExportLayout.CHECKPOINTS).resolve(ExportLayout.noteName(SIZE));
        var note = Files.readAllBytes(file);
        for (int bit = 0; bit < note.length * 8; bit++) {
            var altered = note.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, altered);
            assertThat(verdict()).as("bit %d", bit).isInstanceOf(Verdict.BadSignature.class);
        }
    }
}
