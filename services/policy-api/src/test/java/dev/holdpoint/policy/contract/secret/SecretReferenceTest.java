package dev.holdpoint.policy.contract.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.policy.contract.secret.SecretReference.InEnvironment;
import dev.holdpoint.policy.contract.secret.SecretReference.InFile;
import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {
    @Test
    void a_reference_is_a_file_a_variable_or_a_key_in_a_vault() {
        assertThat(SecretReference.parse("file:/run/secrets/crm"))
                .isEqualTo(new InFile(Path.of("/run/secrets/crm")));
        assertThat(SecretReference.parse("env:HOLDPOINT_SECRET_CRM"))
                .isEqualTo(new InEnvironment("HOLDPOINT_SECRET_CRM"));
        assertThat(SecretReference.parse("vault:secret/holdpoint/crm-1/db.main#pass_word"))
                .isEqualTo(new InVault("secret", "holdpoint/crm-1/db.main", "pass_word"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "",
                "file",
                "File:/run/secrets/crm",
                "https://vault/secret",
                "file:",
                "file: ",
                "file:a\0b",
                "env:",
                "env:1ST",
                "env:A B",
                "env:A=B"
            })
    void what_is_none_is_refused_and_not_repeated(String text) {
        var refused =
                catchThrowableOfType(UnusableReference.class, () -> SecretReference.parse(text));

        assertThat(refused).hasMessageStartingWith("secret ");
        assertThat(refused.getMessage() + refused.hint()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault:secret/crm",
                "vault:secret#password",
                "vault:secret/#password",
                "vault:/secret/crm#password",
                "vault:secret//crm#password",
                "vault:secret/crm/#password",
                "vault:secret/crm#",
                "vault:secret/crm#a#b",
                "vault:secret/../sys/raw#value",
                "vault:../secret/crm#value",
                "vault:secret/holdpoint/..#value",
                "vault:secret/holdpoint/./crm#value",
                "vault:secret/%2e%2e/crm#value",
                "vault:secret/crm?version=1#value",
                "vault:secret/crm\\..#value",
                "vault:secret/crm x#value",
                "vault:secret/crm#..",
                "vault:secret/crm\n#value"
            })
    void a_path_in_a_vault_has_plain_parts_only(String text) {
        assertThatThrownBy(() -> SecretReference.parse(text))
                .isInstanceOf(UnusableReference.class)
                .hasMessage("secret does not name a key in a Vault.");
    }

    @Test
    void a_reference_is_not_endless() {
        assertThatThrownBy(() -> SecretReference.parse("file:/" + "a".repeat(1_000)))
                .isInstanceOf(UnusableReference.class);
        assertThatThrownBy(() -> SecretReference.parse("vault:a/" + "a".repeat(1_000) + "#k"))
                .isInstanceOf(UnusableReference.class);
        assertThatThrownBy(() -> SecretReference.parse("env:" + "A".repeat(1_000)))
                .isInstanceOf(UnusableReference.class);
    }
}
