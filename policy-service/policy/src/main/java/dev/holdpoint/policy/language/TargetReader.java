package dev.holdpoint.policy.language;

import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.secret.SecretReference;
import dev.holdpoint.policy.contract.secret.UnusableReference;
import dev.holdpoint.policy.language.clause.VouchedReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads documents of kind Target. */
final class TargetReader {
    static final List<String> SPEC =
            List.of(
                    "protocol",
                    "host",
                    "port",
                    "database",
                    "username",
                    "secret",
                    "tls",
                    "labels",
                    "functions");
    private static final Set<String> PROTOCOLS = Set.of("postgres");
    private static final Set<String> TLS = Set.of("disable", "require", "verify-full");

    private final Expressions expressions;
    private final Consumer<SecretReference> bounds;

    /**
     * @param bounds throws {@link UnusableReference} for secrets from where none may come
     */
    TargetReader(Function<String, Optional<String>> lookup, Consumer<SecretReference> bounds) {
        this.expressions = new Expressions(lookup);
        this.bounds = bounds;
    }

    TargetDocument read(String name, Fields top) {
        var spec = top.child("spec", SPEC);
        return new TargetDocument(new TargetName(name), top.place(), target(spec));
    }

    TargetSpec target(Fields spec) {
        return new TargetSpec(
                oneOf(spec.text("protocol"), PROTOCOLS),
                resolved(spec, "host").value(),
                resolved(spec, "port").number(1, 65_535),
                resolved(spec, "database").value(),
                resolved(spec, "username").value(),
                secret(expressions.resolveReference(spec.text("secret"))),
                oneOf(spec.text("tls"), TLS),
                spec.free("labels"),
                VouchedReader.read(spec));
    }

    private Text resolved(Fields spec, String name) {
        return expressions.resolve(spec.text(name));
    }

    private static String oneOf(Text text, Set<String> known) {
        if (known.contains(text.value())) {
            return text.value();
        }
        throw text.wrong(
                text.value() + " is not known here.",
                "Use one of " + String.join(", ", known.stream().sorted().toList()) + ".");
    }

    /** Never quotes the value: somebody may have written the credential itself. */
    private String secret(Text text) {
        try {
            bounds.accept(SecretReference.parse(text.value()));
            return text.value();
        } catch (UnusableReference e) {
            throw text.wrong(String.valueOf(e.getMessage()), e.hint());
        }
    }
}
