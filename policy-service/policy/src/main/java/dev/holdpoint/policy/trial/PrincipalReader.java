package dev.holdpoint.policy.trial;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.util.List;

/** Reads who asks. */
final class PrincipalReader {
    static final List<String> FIELDS = List.of("issuer", "subject", "kind", "groups", "onBehalfOf");
    private static final String ISSUER = "https://issuer.test";

    private PrincipalReader() {}

    static Principal read(Fields principal) {
        var issuer = principal.optionalText("issuer").map(Text::value).orElse(ISSUER);
        var subject = principal.text("subject").value();
        return new Principal(
                new PrincipalId(issuer, subject),
                subject,
                principal.text("kind").choice(PrincipalKind.class),
                principal.texts("groups").stream().map(Text::value).toList(),
                principal
                        .optionalText("onBehalfOf")
                        .map(human -> new PrincipalId(issuer, human.value()))
                        .orElse(null));
    }
}
