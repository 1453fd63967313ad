package dev.holdpoint.edge.postgres.extraction;

import dev.holdpoint.edge.postgres.harness.Vault.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What gives a secret away: itself, pieces of it and the encodings that come to mind. */
final class Needles {
    private static final int PIECE = 6;

    private final List<String> any = new ArrayList<>();
    private final List<String> folded = new ArrayList<>();

    Needles(Secrets secrets) {
        for (var text : List.of(secrets.ssn(), secrets.photo(), secrets.tag(), secrets.extra())) {
            text(text);
        }
        any.add(secrets.salary());
        any.add(secrets.salary().replaceFirst("\\..*", ""));
        any.add(bytes("1cdf210e"));
        any.add(secrets.born());
        any.add(secrets.born().replace("-", ""));
        any.add(bytes("ffffedc1"));
        any.add(Integer.toString(secrets.code()));
        any.add(bytes(Integer.toHexString(secrets.code())));
        folded.add(Integer.toHexString(secrets.code()));
        any.add(Integer.toBinaryString(secrets.code()));
    }

    private void text(String text) {
        pieces(text);
        pieces(new StringBuilder(text).reverse().toString());
        var raw = text.getBytes(StandardCharsets.UTF_8);
        folded.add(HexFormat.of().formatHex(raw));
        any.add(unpadded(raw));
        folded.add(HexFormat.of().formatHex(digest("MD5", raw)));
        folded.add(HexFormat.of().formatHex(digest("SHA-256", raw)));
        any.add(bytes(HexFormat.of().formatHex(digest("SHA-256", raw))));
        any.add(
                text.chars()
                        .limit(PIECE)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining()));
    }

    private void pieces(String text) {
        for (int at = 0; at + PIECE <= text.length(); at++) {
            folded.add(text.substring(at, at + PIECE).toLowerCase(Locale.ROOT));
        }
    }

    /** One found in what a client received, if any is. */
    Optional<String> in(Received received) {
        return received.views().stream().flatMap(view -> in(view).stream()).findFirst();
    }

    private Optional<String> in(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return any.stream()
                .filter(text::contains)
                .findFirst()
                .or(() -> folded.stream().filter(lower::contains).findFirst());
    }

    private static String unpadded(byte[] raw) {
        return Base64.getEncoder().withoutPadding().encodeToString(raw).substring(0, 8);
    }

    private static byte[] digest(String algorithm, byte[] raw) {
        try {
            return MessageDigest.getInstance(algorithm).digest(raw);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }
}
