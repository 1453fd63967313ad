package dev.holdpoint.policy.directory;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RoleDocument;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.language.TargetDocument;
import dev.holdpoint.policy.register.NamedTargets;
import dev.holdpoint.policy.revision.PolicyDraft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a directory says should be published. */
record Wanted(
        PolicyDraft policies,
        Map<TargetName, TargetSpec> targets,
        Map<GrantId, GrantSpec> grants,
        NamedTargets named) {

    static Wanted of(List<SourceFile> files, List<Document> documents) {
        var targets = new HashMap<TargetName, TargetSpec>();
        var grants = new HashMap<GrantId, GrantSpec>();
        for (var document : documents) {
            switch (document) {
                case TargetDocument(var name, _, var spec) -> targets.put(name, spec);
                case GrantDocument(var id, _, var spec) -> grants.put(id, spec);
                case RoleDocument _, PolicyDocument _ -> {}
            }
        }
        return new Wanted(
                PolicyDraft.in(files, documents), targets, grants, NamedTargets.in(documents));
    }
}
