package dev.holdpoint.approval.inbox;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.json.EventJson;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells holds that ask for the very same: the same command by its digest, which is over the
 * session's settings, too, with what was found out about it, of the same principal for the same
 * human, for the same reasons under the same terms.
 */
final class Alikeness {
    private Alikeness() {}

    private record Parts(
            PrincipalId requester,
            @Nullable PrincipalId human,
            TargetName target,
            Digest digest,
            String text,
            RevisionId revision,
            List<String> rules,
            CommandFacts facts,
            @Nullable String justification,
            HoldTerms terms) {}

    /** Equal for holds that are alike. */
    static String key(HoldPlaced placed) {
        var parts =
                new Parts(
                        placed.requester().id(),
                        placed.requester().onBehalfOf(),
                        placed.target(),
                        placed.digest(),
                        placed.text(),
                        placed.revision(),
                        placed.rules(),
                        placed.facts(),
                        placed.justification(),
                        placed.terms());
        return HexFormat.of().formatHex(Sha256.start().digest(EventJson.encodeValue(parts)));
    }
}
