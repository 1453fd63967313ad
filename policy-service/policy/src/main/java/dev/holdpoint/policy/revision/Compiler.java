package dev.holdpoint.policy.revision;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.language.InvalidDocuments;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Compiles one revision after the other, each once; for one thread. */
final class Compiler {
    private static final Logger LOG = Logger.getLogger(Compiler.class);

    private @Nullable List<PolicySource> sources;
    private @Nullable Revision revision;

    /** Null, which denies, without a revision or for one that this version does not read. */
    @Nullable Revision of(Optional<KnownRevision> wanted) {
        if (wanted.isEmpty()) {
            return null;
        }
        var known = wanted.get();
        if (!known.sources().equals(sources)) {
            sources = known.sources();
            revision = compiled(known);
        }
        return revision;
    }

    private static @Nullable Revision compiled(KnownRevision known) {
        try {
            return new Revision(known.id(), known.policies());
        } catch (InvalidDocuments e) {
            LOG.errorf("the revision cannot be read: revision=%s%n%s", known.id(), e);
            return null;
        }
    }
}
