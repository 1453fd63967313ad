package dev.holdpoint.policy.contract.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoundsTest {
    private static final SecretBounds BOUNDS =
            new SecretBounds(
                    List.of(Path.of("/run/secrets/"), Path.of("state/secrets")),
                    List.of("HOLDPOINT_SECRET_", "CRM_PASSWORD"),
                    List.of("secret/holdpoint", "team/"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/run/secrets/crm",
                "file:/run/secrets/../secrets/crm",
                "file:/run//secrets/./crm",
                "file:state/secrets/crm",
                "env:HOLDPOINT_SECRET_CRM",
                "env:CRM_PASSWORD",
                "vault:secret/holdpoint/crm#password",
                "vault:secret/holdpoint#password",
                "vault:team/any/where#password"
            })
    void a_secret_may_come_from_where_secrets_are(String text) {
        assertThatCode(() -> BOUNDS.require(SecretReference.parse(text)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "file:/etc/passwd,                                 directories",
        "file:/run/secrets,                                directories",
        "file:/run/secrets/..,                             directories",
        "file:/run/secrets/../../etc/passwd,               directories",
        "file:/run/secrets/kubernetes.io/token,            directories",
        "file:/run/secrets-of-others/crm,                  directories",
        "file:state/mask.key,                              directories",
        "file:state/secrets/../mask.key,                   directories",
        "file:/,                                           directories",
        "env:PATH,                                         variables",
        "env:XHOLDPOINT_SECRET_CRM,                        variables",
        "env:holdpoint_secret_crm,                         variables",
        "vault:secret/other#password,                      vault",
        "vault:secret/holdpoint-of-others/crm#password,    vault",
        "vault:sys/raw#value,                              vault",
        "vault:teams/x#password,                           vault"
    })
    void what_leads_elsewhere_is_refused_by_the_setting_that_would_allow_it(
            String text, String setting) {
        var refused = refused(BOUNDS, text);

        assertThat(refused).hasMessageEndingWith("that secrets may not come from.");
        assertThat(refused.hint()).contains("holdpoint.secrets." + setting).contains("Use one");
        assertThat(refused.getMessage() + refused.hint()).doesNotContain(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/run/secrets/crm", "env:HOLDPOINT_SECRET_CRM", "vault:a/b#c"})
    void without_a_setting_nothing_is_allowed(String text) {
        var none = new SecretBounds(List.of(), List.of(), List.of());

        assertThat(refused(none, text).hint()).startsWith("None is allowed here");
    }

    private static UnusableReference refused(SecretBounds bounds, String text) {
        return catchThrowableOfType(
                UnusableReference.class, () -> bounds.require(SecretReference.parse(text)));
    }
}
