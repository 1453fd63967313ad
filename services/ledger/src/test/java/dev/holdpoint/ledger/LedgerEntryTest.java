package dev.holdpoint.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerEntryTest {
    private static LedgerEntry entry(String key, SortedMap<String, String> headers, String value) {
        return new LedgerEntry(
                "holdpoint.sessions", 3, 7, key, headers, value.getBytes(StandardCharsets.UTF_8));
    }

    private static SortedMap<String, String> headers(String... pairs) {
        var headers = new TreeMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.put(pairs[i], pairs[i + 1]);
        }
        return headers;
    }

    @Test
    void the_leaf_of_a_known_entry_never_changes() {
        var known = entry("s-1", headers("ce_id", "e-1", "ce_sequence", "1"), "{\"a\":1}");
        assertThat(new String(known.canonical(), StandardCharsets.UTF_8))
                .startsWith(
                        "holdpoint.dev/ledger-entry/v1\n\0\0\0\u0012holdpoint.sessions\0\0\0\3");
        assertThat(known.leaf().hex())
                .isEqualTo("1f9ff0047b97f7b9a71ea4dfc6a9b6947f4e45d45d4b80aa3288f88b73a9ce60");
    }

    @Test
    void fields_that_run_into_each_other_make_different_leaves() {
        var alike =
                List.of(
                        entry("ab", headers("c", "d"), "e"),
                        entry("a", headers("bc", "d"), "e"),
                        entry("ab", headers("cd", ""), "e"),
                        entry("ab", headers("", "cd"), "e"),
                        entry("ab", headers(), "cde"),
                        entry("", headers("ab", "cd"), "e"),
                        entry("ab", headers("c", "", "d", ""), "e"),
                        entry("ab", headers("c", "de"), ""));
        var leaves = new HashSet<Hash>();
        alike.forEach(entry -> leaves.add(entry.leaf()));
        assertThat(leaves).hasSameSizeAs(alike);
    }

    @Test
    void canonical_bytes_are_read_back_and_nothing_else_is() {
        var entry = entry("k\0\u20ac", headers("a", "1", "b", "2"), "\0\1\2");
        var bytes = entry.canonical();
        assertThat(LedgerEntry.parse(bytes)).isEqualTo(entry);
        for (int cut = 0; cut < bytes.length; cut++) {
            var shorter = Arrays.copyOf(bytes, cut);
            assertThatThrownBy(() -> LedgerEntry.parse(shorter))
                    .isInstanceOf(MalformedLedger.class);
        }
        assertThatThrownBy(() -> LedgerEntry.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(MalformedLedger.class);
    }

    @Test
    void headers_in_another_order_are_not_canonical() {
        var sorted = entry("k", headers("aa", "1", "bb", "2"), "v").canonical();
        var text = new String(sorted, StandardCharsets.ISO_8859_1);
        var swapped = text.replace("aa", "cc").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> LedgerEntry.parse(swapped)).isInstanceOf(MalformedLedger.class);
    }
}
