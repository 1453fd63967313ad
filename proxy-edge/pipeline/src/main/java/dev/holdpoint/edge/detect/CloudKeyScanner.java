package dev.holdpoint.edge.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access keys of cloud providers and the like, by the prefixes they are issued with. */
final class CloudKeyScanner implements Scanner {
    /** A prefix and how many characters follow it at least. */
    private record Kind(String prefix, int least) {}

    private static final Map<Character, List<Kind>> KINDS = kinds();

    @Override
    public void scan(CharSequence text, Found found) {
        int at = 0;
        while (at < text.length()) {
            if (!isPart(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            var kind = kind(text, at);
            if (kind != null && end - at >= kind.prefix().length() + kind.least()) {
                found.at(at, end);
            }
            at = end;
        }
    }

    private static boolean isPart(char character) {
        return Characters.isBase64Url(character);
    }

    private static @Nullable Kind kind(CharSequence text, int at) {
        for (var kind : KINDS.getOrDefault(text.charAt(at), List.of())) {
            if (Characters.startsWith(text, at, kind.prefix())) {
                return kind;
            }
        }
        return null;
    }

    private static Map<Character, List<Kind>> kinds() {
        var kinds = new HashMap<Character, List<Kind>>();
        for (var each :
                """
                AKIA 16 ASIA 16 AROA 16 AIDA 16 ABIA 16 ACCA 16 AIza 35 \
                ghp_ 36 gho_ 36 ghu_ 36 ghs_ 36 ghr_ 36 github_pat_ 22 glpat- 20 \
                xoxb- 10 xoxp- 10 xoxa- 10 xoxs- 10 xoxr- 10 \
                sk_live_ 16 rk_live_ 16 sk_test_ 16 rk_test_ 16 sk-ant- 20 sk-proj- 20 sk- 32 \
                npm_ 36 hf_ 30 dop_v1_ 64 pypi- 50 shpat_ 32 dapi 32 SK 32 AC 32"""
                        .split("(?<=\\d) ")) {
            var parts = each.split(" ");
            kinds.computeIfAbsent(parts[0].charAt(0), _ -> new ArrayList<>())
                    .add(new Kind(parts[0], Integer.parseInt(parts[1])));
        }
        return Map.copyOf(kinds);
    }
}
