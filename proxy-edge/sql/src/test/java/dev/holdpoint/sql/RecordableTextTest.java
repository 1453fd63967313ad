package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "SELECT \u20ACE'x\\' , 'a://b:geheim@d'",
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
                "SELECT 'postgresql://u:'\n'geheim@host/d'",
                "SELECT U&'postgresql://u:\\0067eheim@host', 'a://b:c@d', U&'geheim'",
                "SELECT 'a://b:geheim@d', 'geheim', $$geheim$$, $x$'geheim'$x$",
                "PREPARE p AS SELECT 'a://b:geheim@d'",
                "DECLARE c CURSOR FOR SELECT 'a://b:geheim@d'",
                "UPDATE t SET a = 'x' WHERE b = 'it''s a://b:geheim@d' OR c = 'password=geheim'",
                "SELECT 'a://b:geheim@d', $$ 'password=geheim' $$, E'a://b:geheim@d'",
                "SELECT 'password = ''geheim'' user=x', 'geheim'",
                "ALTER ROLE bob PASSWORD 'geheim' and then nonsense",
                "CREATE SERVER s FOREIGN DATA WRAPPER f OPTIONS (password 'geheim')"
            })
    void no_credential_is_kept(String text) {
        assertThat(Analysing.of(text).recordableText()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTIFY c, 'password=geheim'",
                "NOTIFY c, E'pass\\x77ord=geheim'",
                "NOTIFY c, 'pass'\n'word=geheim'",
                "NOTIFY c, U&'pass\\0077ord=geheim'",
                "COMMENT ON TABLE t IS 'postgres://u:geheim@h/d'",
                "COMMENT ON ROLE bob IS 'geheim'",
                "SECURITY LABEL ON ROLE bob IS 'geheim'",
                "SECURITY LABEL ON TABLE t IS 'password=geheim'",
                "CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f('password=geheim')",
                "COPY t FROM 'password=geheim'",
                "DO $x$ BEGIN EXECUTE format('ALTER ROLE b PASSWORD %L', 'geheim'); END $x$",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS "
                        + "$$ BEGIN EXECUTE format('CREATE USER b PASSWORD %L', 'geheim'); END $$",
                "SELECT 'password: geheim'",
                "SELECT set_config($1, 'geheim', false)",
                "create uesr r1 pasword 'geheim'",
                "xalter role r1 with login $$geheim$$",
                "COPY t TO PROGRAM 'PGPASSWORD=geheim psql'",
                "CREATE TYPE e AS ENUM ('password=geheim')",
                "ALTER TYPE e ADD VALUE 'password=geheim'",
                "PREPARE TRANSACTION 'password=geheim'",
                "CREATE TABLESPACE s LOCATION '/password=geheim'",
                "ALTER FUNCTION f SET a.b = 'password=geheim'",
                "ALTER DATABASE d SET a.b = 'geheim'",
                "ALTER ROLE bob SET app.password = 'geheim'",
                "ALTER ROLE bob SET app.password = geheim",
                "ALTER ROLE bob SET app.x = \"password=geheim\"",
                "ALTER ROLE ALL SET a.b = 'geheim'",
                "ALTER USER bob IN DATABASE d SET a.b = 'geheim'",
                "ALTER SYSTEM SET primary_conninfo = 'host=a password=geheim'",
                "ALTER SYSTEM SET ssl_passphrase_command = 'echo geheim'",
                "CREATE ROLE bob VALID UNTIL 'geheim'",
                "ALTER ROLE bob VALID UNTIL 'geheim'",
                "CREATE USER bob VALID UNTIL 'geheim'",
                "IMPORT FOREIGN SCHEMA s FROM SERVER v INTO t OPTIONS (o 'geheim')",
                "SELECT 'redis://:geheim@host'",
                "SELECT 'Server=a;Pwd=geheim;'",
                "SELECT 'passphrase = geheim'",
                "SELECT 'passwd=geheim'",
                "SELECT '{\"db_password\" : \"geheim\"}', 'geheim'",
                "SELECT E'{\\\"password\\\": \\\"geheim\\\"}'",
                "SELECT 1 AS \"password=geheim\"",
                "SELECT 1 -- password=geheim",
                "/* password 'geheim' */ SELECT 1",
                "SELECT 'a://b:geheim@c' -- geheim",
                "ALTER ROLE bob pasword 'geheim'",
                "ALTER USER bob IDENTIFIED BY 'geheim'",
                "GRANT ALL ON t TO bob IDENTIFIED BY 'geheim'"
            })
    void nor_one_that_stands_where_no_expression_does(String text) {
        assertThat(Analysing.of(text).recordableText()).doesNotContain("geheim");
    }

    @Test
    void only_literals_are_hidden() {
        assertThat(Analysing.of("ALTER ROLE bob PASSWORD 'geheim' LOGIN").recordableText())
                .isEqualTo("ALTER ROLE bob PASSWORD '***' LOGIN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "UPDATE t SET iban = 'THIEF' WHERE 'a://b:c@d' <> s"
                        + "|UPDATE t SET iban = 'THIEF' WHERE '***' <> s",
                "SELECT $$a://b:c@d$$, $x$it's$x$, 'it''s'|SELECT '***', $x$it's$x$, 'it''s'",
                "SELECT 'a://b:word@d', 'sword', 'x'|SELECT '***', '***', 'x'",
                "SELECT 'a://b:c@d', E'\\x', 'x'|SELECT '***', E'***', 'x'",
                "NOTIFY c, 'password=z'|NOTIFY c, '***'",
                "SELECT 1 -- pwd=q|SELECT 1 -- ***",
                "/* why */ SELECT 'x' /* pwd=q */|/* why */ SELECT 'x' /* *** */",
                "COPY t (password) FROM STDIN|COPY t (password) FROM STDIN",
                "UPDATE t SET password = 'x'|UPDATE t SET password = 'x'",
                "SELECT 'password::text'|SELECT 'password::text'",
                "SELECT E'a\\nb', 'http://a/b'|SELECT E'a\\nb', 'http://a/b'",
                "ALTER ROLE bob SET work_mem = '1GB'|ALTER ROLE bob SET work_mem = '***'",
                "SELECT 'a://b:q@d', 'x' 'y'|(not recorded: it may hold a credential)",
                "SELECT 'a://b:q@d', 'x'; SELECT 'password=z'|SELECT '***', 'x'; SELECT '***'",
                "DECLARE c CURSOR FOR SELECT 'a://b:q@d', 'x'"
                        + "|DECLARE c CURSOR FOR SELECT '***', 'x'",
                "PREPARE p AS SELECT 'a://b:q@d', 'x'|PREPARE p AS SELECT '***', 'x'"
            })
    void literals_without_a_credential_stay_in_sight(String text, String shown) {
        assertThat(Analysing.of(text).recordableText()).isEqualTo(shown);
    }

    @Test
    void a_credential_that_is_not_found_as_it_stands_hides_all_literals() {
        assertThat(Analysing.of("SELECT E'a://b:\\x63@d', 'x'").recordableText())
                .isEqualTo("SELECT E'***', '***'");
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
