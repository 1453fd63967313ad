package dev.holdpoint.policy.revision;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Compiles one revision after the other, each once; for one thread. */
final class Compiler {
    private static final Logger LOG = Logger.getLogger(Compiler.class);

    private final Function<KnownRevision, List<PolicyDocument>> policies;
    private @Nullable List<PolicySource> sources;
    private @Nullable Revision revision;
    private @Nullable String problem;

    Compiler() {
        this(KnownRevision::policies);
    }

    Compiler(Function<KnownRevision, List<PolicyDocument>> policies) {
        this.policies = policies;
    }

    /**
     * Null, which denies, without a revision or for one that cannot be compiled, for whatever
     * reason: never the one before it.
     */
    @Nullable Revision of(Optional<KnownRevision> wanted) {
        if (wanted.isEmpty()) {
            sources = null;
            problem = null;
            return null;
        }
        var known = wanted.get();
        if (!known.sources().equals(sources)) {
            sources = null;
            revision = null;
            problem = null;
            revision = compiled(known);
            sources = known.sources();
        }
        return revision;
    }

    /** Where and why the revision asked for last cannot be compiled; null if it can. */
    @Nullable String problem() {
        return problem;
    }

    private @Nullable Revision compiled(KnownRevision known) {
        try {
            return new Revision(known.id(), policies.apply(known));
        } catch (InvalidDocuments e) {
            LOG.errorf("the revision cannot be read: revision=%s%n%s", known.id(), e);
            problem = told(e);
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "the revision cannot be compiled: revision=%s", known.id());
            problem = String.valueOf(e);
            return null;
        }
    }

    private static String told(InvalidDocuments invalid) {
        var findings = invalid.findings();
        int more = findings.size() - 1;
        return more == 0 ? first(findings) : first(findings) + " And " + more + " more.";
    }

    private static String first(List<Finding> findings) {
        return String.valueOf(findings.getFirst());
    }
}
