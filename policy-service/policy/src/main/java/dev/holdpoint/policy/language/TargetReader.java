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
import java.util.regex.Pattern;

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

    private static final Pattern HOST = Pattern.compile("[^\\p{C}\\p{Z}]+");
    private static final Pattern LINE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");

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
                visible(
                        resolved(spec, "host"),
                        HOST,
                        "Write a name or an address, as db.internal."),
                resolved(spec, "port").number(1, 65_535),
                visible(resolved(spec, "database"), LINE, "Write its name on one line."),
                visible(resolved(spec, "username"), LINE, "Write its name on one line."),
                secret(expressions.resolveReference(spec.text("secret"))),
                oneOf(spec.text("tls"), TLS),
                spec.free("labels"),
                VouchedReader.read(spec));
    }

    /** Does not quote what it cannot show. */
    private static String visible(Text text, Pattern allowed, String hint) {
        if (allowed.matcher(text.value()).matches()) {
            return text.value();
        }
        throw text.wrong(
                "A character here is not allowed: %s.".formatted(first(text, allowed)), hint);
    }

    private static String first(Text text, Pattern allowed) {
        return text.value()
                .codePoints()
                .filter(one -> !allowed.matcher(Character.toString(one)).matches())
                .mapToObj("U+%04X"::formatted)
                .findFirst()
                .orElse("there is none at all");
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
