package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordableTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER bob PASSWORD 'geheim'",
                "CREATE USER bob PASSWORD 'x''geheim'",
                "CREATE USER bob PASSWORD E'x\\'geheim'",
                "CREATE USER bob PASSWORD E'x'\n'\\'geheim'",
                "CREATE USER bob PASSWORD U&'geheim'",
                "CREATE USER bob PASSWORD $x$geheim$x$",
                "ALTER ROLE bob /* 'a */ PASSWORD /* b' */ 'geheim'",
                "ALTER ROLE bob -- it's\n PASSWORD 'geheim'",
                "SELECT 1; ALTER ROLE \"it's\" PASSWORD 'geheim'",
                "CREATE USER MAPPING FOR bob SERVER s OPTIONS (password 'geheim')",
                "CREATE SUBSCRIPTION s CONNECTION 'password=geheim' PUBLICATION p",
                "SELECT * FROM dblink('password=geheim', 'SELECT 1') AS t (a int)",
                "SELECT dblink_connect('postgresql://u:geheim@host/d')",
                "SET my.secret_key = 'geheim'",
                "SET my.secret_key = geheim",
                "SELECT set_config('my.password', 'geheim', false)",
                "SELECT 'postgresql://u:geheim@host/d'",
                "SELECT crypt('geheim', gen_salt('bf'))",
                "DO $$ BEGIN EXECUTE 'ALTER ROLE bob PASSWORD ''geheim'''; END $$",
                "DO $$ BEGIN ALTER ROLE bob PASSWORD 'geheim'; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql"
                        + " AS $$ ALTER ROLE bob PASSWORD 'geheim'; SELECT 1 $$",
                "EXPLAIN SELECT dblink('password=geheim', '')",
                "PREPARE p AS SELECT dblink('password=geheim', '')",
                "ALTER ROLE bob PASSWORD 'geheim' and then nonsense",
                "CREATE SERVER s FOREIGN DATA WRAPPER f OPTIONS (password 'geheim')"
            })
    void no_credential_is_kept(String text) {
        assertThat(Analysing.of(text).recordableText()).doesNotContain("geheim");
    }

    @Test
    void only_literals_are_hidden() {
        assertThat(Analysing.of("ALTER ROLE bob PASSWORD 'geheim' LOGIN").recordableText())
                .isEqualTo("ALTER ROLE bob PASSWORD '***' LOGIN");
    }

    @Test
    void other_statements_are_kept_as_they_are() {
        var text = "UPDATE t SET a = 'x' WHERE b = 'y' -- why";

        assertThat(Analysing.of(text).recordableText()).isEqualTo(text);
    }

    @Test
    void a_reason_quotes_nothing_of_the_text() {
        assertThat(Analysing.of("SELECT 'geheim"))
                .isInstanceOfSatisfying(
                        Analysis.NotUnderstood.class,
                        not -> assertThat(not.reason()).doesNotContain("geheim"));
    }
}
