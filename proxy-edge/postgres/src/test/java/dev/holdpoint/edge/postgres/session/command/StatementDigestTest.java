package dev.holdpoint.edge.postgres.session.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementDigestTest {
    private static final byte[] NO_BIND = {};

    @Test
    void equal_commands_in_equal_surroundings_have_the_same_digest_whatever_their_session() {
        assertThat(digest("s", "alice", "payments", "simple", List.of("SELECT 1"), NO_BIND))
                .isEqualTo(
                        digest("s", "alice", "payments", "simple", List.of("SELECT 1"), NO_BIND));
    }

    @Test
    void every_field_and_every_boundary_between_fields_counts() {
        var digests =
                List.of(
                        digest("s", "alice", "payments", "simple", List.of("ab"), NO_BIND),
                        digest("t", "alice", "payments", "simple", List.of("ab"), NO_BIND),
                        digest("s", "bob", "payments", "simple", List.of("ab"), NO_BIND),
                        digest("s", "alice", "orders", "simple", List.of("ab"), NO_BIND),
                        digest("s", "alice", "payments", "extended", List.of("ab"), NO_BIND),
                        digest("s", "alice", "payments", "simple", List.of("ab "), NO_BIND),
                        digest("s", "alice", "payments", "simple", List.of("a", "b"), NO_BIND),
                        digest("s", "alice", "payments", "simple", List.of("a"), bytes("b")),
                        digest("s", "alice", "payments", "simple", List.of("ab"), bytes("\0")));

        assertThat(Set.copyOf(digests)).hasSameSizeAs(digests);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Digest digest(
            String surroundings,
            String subject,
            String target,
            String mode,
            List<String> texts,
            byte[] bind) {
        var principal =
                new Principal(
                        new PrincipalId("http://issuer", subject),
                        subject,
                        PrincipalKind.HUMAN,
                        List.of(),
                        null);
        var attributes =
                new SessionAttributes(
                        new SessionId("session-1"),
                        principal,
                        new TargetName(target),
                        "postgres",
                        "127.0.0.1",
                        null,
                        null);
        return StatementDigest.of(attributes, surroundings, mode, texts, bind);
    }
}
