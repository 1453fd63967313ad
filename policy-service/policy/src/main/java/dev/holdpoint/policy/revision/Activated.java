package dev.holdpoint.policy.revision;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A revision that was activated; compiled when it is first needed, which most of the past never is.
 */
final class Activated {
    private static final Logger LOG = Logger.getLogger(Activated.class);

    private final RevisionId id;
    private final List<SourceFile> sources;
    private @Nullable Revision revision;
    private boolean compiled;

    Activated(RevisionId id, List<PolicySource> sources) {
        this.id = id;
        this.sources =
                sources.stream()
                        .map(source -> new SourceFile(source.name(), source.yaml()))
                        .toList();
    }

    RevisionId id() {
        return id;
    }

    /** Null, which denies, for sources that an earlier version of the language accepted. */
    @Nullable Revision revision() {
        if (!compiled) {
            revision = read();
            compiled = true;
        }
        return revision;
    }

    private @Nullable Revision read() {
        try {
            return new Revision(id, DocumentReader.policies(sources));
        } catch (InvalidDocuments e) {
            LOG.errorf("an activated revision cannot be read: revision=%s%n%s", id, e);
            return null;
        }
    }
}
