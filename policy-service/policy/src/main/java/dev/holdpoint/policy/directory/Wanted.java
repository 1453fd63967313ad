package dev.holdpoint.policy.directory;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.register.Described;
import dev.holdpoint.policy.register.NamedTargets;
import dev.holdpoint.policy.revision.PolicyDraft;
import java.util.List;
import java.util.Map;

/** What a directory says should be published. */
record Wanted(
        PolicyDraft policies,
        Map<TargetName, TargetSpec> targets,
        Map<GrantId, GrantSpec> grants,
        NamedTargets named) {

    static Wanted of(List<SourceFile> files, List<Document> documents) {
        var described = Described.in(documents);
        return new Wanted(
                PolicyDraft.in(files, documents),
                described.targets(),
                described.grants(),
                NamedTargets.in(documents));
    }
}
