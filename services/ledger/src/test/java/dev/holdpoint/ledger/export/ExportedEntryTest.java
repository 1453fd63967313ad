package dev.holdpoint.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.MalformedLedger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportedEntryTest {
    private static final LedgerEntry ENTRY =
            new LedgerEntry(
                    "holdpoint.sessions",
                    0,
                    5,
                    "key \"\\\n\u0001\u20ac\ud83d\ude00/",
                    new TreeMap<>(Map.of("ce_id", "e-1", "x", "\t")),
                    new byte[] {0, (byte) 0xff, 10, 13});

    private static ExportedEntry exported() {
        var leaf = ENTRY.leaf();
        return new ExportedEntry(9, ENTRY, leaf, HashChain.next(HashChain.start("o"), leaf));
    }

    @Test
    void a_line_is_read_back_whatever_bytes_are_in_it() {
        var line = exported().encode();
        assertThat(ExportedEntry.parse(line)).isEqualTo(exported());
        assertThat(new String(line, StandardCharsets.UTF_8)).endsWith("}\n").contains("\\u000a");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"index\":9', '\"index\": 9'",
        "'\"index\":9', '\"index\":09'",
        "'\"index\":9', '\"index\":+9'",
        "'\"partition\":0', '\"partition\":4294967296'",
        "'\"ce_id\"', '\"y\"'",
        "'\\u000a', '\\u000A'",
        "'\\u000a', '\\n'",
        "'e-1', '\\u0065-1'",
        "AP8KDQ==, AP8KDR==",
        "AP8KDQ==, AP8KDQ"
    })
    void another_spelling_of_the_same_entry_is_refused(String from, String to) {
        var line = new String(exported().encode(), StandardCharsets.UTF_8);
        var other = line.replace(from, to);
        assertThat(other).isNotEqualTo(line);
        assertThatThrownBy(() -> ExportedEntry.parse(other.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedLedger.class);
    }

    @Test
    void a_line_that_is_not_utf8_is_refused() {
        var line = exported().encode();
        line[40] = (byte) 0xff;
        assertThatThrownBy(() -> ExportedEntry.parse(line)).isInstanceOf(MalformedLedger.class);
    }

    @Test
    void an_archive_is_unpacked_and_one_with_a_foreign_name_is_refused(@TempDir Path dir)
            throws IOException {
        var note = ExportLayout.CHECKPOINTS + "/" + ExportLayout.noteName(3);
        ExportLayout.unpack(zip("entries.jsonl", note), dir.resolve("good"));
        assertThat(ExportLayout.notes(dir.resolve("good/checkpoints"))).hasSize(1);
        assertThat(dir.resolve("good/entries.jsonl")).exists();

        assertThatThrownBy(() -> ExportLayout.unpack(zip("../evil.jsonl"), dir.resolve("bad")))
                .isInstanceOf(MalformedLedger.class);
        assertThatThrownBy(() -> ExportLayout.unpack(zip(note), dir.resolve("empty")))
                .isInstanceOf(MalformedLedger.class);
        assertThat(Files.exists(dir.resolve("evil.jsonl"))).isFalse();
    }

    private static ByteArrayInputStream zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
