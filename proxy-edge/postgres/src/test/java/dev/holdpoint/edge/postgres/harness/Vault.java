package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.MaskColumn;
import java.util.List;
import java.util.stream.Stream;

/** Databases that are the same, down to their OIDs, but for the values of masked columns. */
public final class Vault {
    /** Holds {@link Secrets#CANARY}, and a view in the way of a table. */
    public static final String CANARY = "vault";

    /** Holds {@link Secrets#CANARY}; nobody changes anything in it. */
    public static final String ONE = "vault_one";

    /** As {@link #CANARY}, for sessions without an edge between, which change what they like. */
    public static final String BARE = "vault_bare";

    /** As {@link #ONE}, but holds {@link Secrets#OTHER}. */
    public static final String OTHER = "vault_other";

    /** Every masked column, redacted. */
    public static final List<Obligation> MASKS =
            Stream.of(
                            "people.ssn",
                            "people.salary",
                            "people.born",
                            "people.code",
                            "people.photo",
                            "people.tags",
                            "people.extra",
                            "staff.ssn",
                            "loose.ssn",
                            "loud.ssn")
                    .<Obligation>map(
                            column ->
                                    new MaskColumn(
                                            "public." + column,
                                            new Mask.Redact(),
                                            "vault/" + column))
                    .toList();

    private static final String SCHEMA =
            """
            CREATE TABLE people(
                id int PRIMARY KEY, name text NOT NULL, city text,
                ssn text UNIQUE DEFERRABLE, salary numeric, born date, code int, photo bytea,
                tags text[], extra jsonb);
            CREATE TABLE people_old() INHERITS (people);
            CREATE TABLE notes(id int PRIMARY KEY, person int, body text);
            CREATE TABLE loose(id int, city text, ssn text);
            ALTER TABLE loose OWNER TO app;
            CREATE TABLE loud(ssn text, loud text GENERATED ALWAYS AS (upper(ssn)) STORED);
            ALTER TABLE loud OWNER TO app;
            CREATE SCHEMA aside;
            GRANT CREATE, USAGE ON SCHEMA aside TO app;
            CREATE TABLE codes(code int UNIQUE, label text);
            CREATE TABLE staff(
                id int, ssn text,
                loud text GENERATED ALWAYS AS (upper(ssn)) STORED,
                soft text GENERATED ALWAYS AS (ssn || '') VIRTUAL) PARTITION BY RANGE (id);
            CREATE TABLE staff_low PARTITION OF staff FOR VALUES FROM (0) TO (10);
            CREATE VIEW staff_view AS SELECT id, soft AS s FROM staff;
            CREATE MATERIALIZED VIEW staff_copy AS SELECT id, loud AS kept FROM staff_low;
            CREATE VIEW samples AS
                SELECT tablename, histogram_bounds::text AS bounds FROM pg_stats;
            CREATE FUNCTION sampled() RETURNS text LANGUAGE sql STABLE
                AS 'SELECT string_agg(histogram_bounds::text, '','') FROM pg_stats';
            CREATE VIEW people_view AS SELECT id, ssn AS number, city FROM people;
            CREATE VIEW people_loud AS SELECT id, upper(number) AS loud FROM people_view;
            CREATE VIEW towns AS SELECT id, city FROM people;
            CREATE MATERIALIZED VIEW people_copy AS SELECT id, ssn AS kept FROM people;
            CREATE FUNCTION person_ssn(int) RETURNS text LANGUAGE sql STABLE
                AS 'SELECT ssn FROM people WHERE id = $1';
            CREATE FUNCTION persons() RETURNS SETOF people LANGUAGE sql STABLE
                AS 'SELECT * FROM people';
            CREATE FUNCTION moves_ssn() RETURNS void LANGUAGE sql
                AS 'UPDATE people SET city = ssn';
            CREATE FUNCTION upserts_ssn() RETURNS void LANGUAGE sql
                AS 'INSERT INTO people(id, name) VALUES (1, ''x'')
                    ON CONFLICT (id) DO UPDATE SET city = people.ssn';
            CREATE FUNCTION shout(text) RETURNS int LANGUAGE plpgsql
                AS 'BEGIN RAISE NOTICE ''%'', $1; RETURN 1; END';
            CREATE SEQUENCE numbers;
            GRANT ALL ON ALL TABLES IN SCHEMA public TO app;
            GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app;
            GRANT CREATE, USAGE ON SCHEMA public TO app;
            """;

    private static final String HIDDEN =
            """
            CREATE SCHEMA hidden;
            CREATE VIEW hidden.people AS SELECT id, ssn AS city FROM public.people;
            GRANT USAGE ON SCHEMA hidden TO app;
            GRANT ALL ON hidden.people TO app;
            """;

    private static boolean created;

    private Vault() {}

    /** Values of the first person's masked columns. */
    public record Secrets(
            String ssn,
            String salary,
            String born,
            int code,
            String photo,
            String tag,
            String extra) {
        public static final Secrets CANARY =
                new Secrets(
                        "Kx7QvB93wz52Jr",
                        "73918462.25",
                        "1987-03-19",
                        1938475621,
                        "pHo8tYcAn5aRy",
                        "tGw4Zq81xLm6",
                        "eXf9Wp52mNk3");

        public static final Secrets OTHER =
                new Secrets(
                        "another, longer by far",
                        "4.5",
                        "2001-12-01",
                        7,
                        "bits",
                        "tiny",
                        "something else with \\\" in it");
    }

    /** Makes them, once. */
    public static synchronized void open(EmbeddedPostgres target) {
        if (created) {
            return;
        }
        created = true;
        target.createDatabase(ONE);
        target.execute(ONE, SCHEMA);
        target.execute("CREATE DATABASE " + OTHER + " TEMPLATE " + ONE);
        target.execute("CREATE DATABASE " + CANARY + " TEMPLATE " + ONE);
        target.execute(CANARY, HIDDEN);
        target.execute("CREATE DATABASE " + BARE + " TEMPLATE " + CANARY);
        fill(target, ONE, Secrets.CANARY);
        fill(target, CANARY, Secrets.CANARY);
        fill(target, BARE, Secrets.CANARY);
        fill(target, OTHER, Secrets.OTHER);
    }

    private static void fill(EmbeddedPostgres target, String database, Secrets secrets) {
        target.execute(
                database,
                """
                INSERT INTO people VALUES
                    (1, 'Ada', 'London', '%1$s', %2$s, '%3$s', %4$d, '%5$s', '{%6$s}',
                        '{"k": "%7$s"}'),
                    (2, 'Grace', 'New York', '%1$s/2', %2$s + 1, '%3$s', %4$d + 1, '%5$s',
                        '{%6$s,%6$s}', '{"k": ["%7$s"]}');
                INSERT INTO people_old VALUES
                    (3, 'Kurt', 'Brno', '%1$s/3', %2$s, '%3$s', %4$d, '%5$s', '{%6$s}', '{}');
                INSERT INTO loose SELECT id, city, ssn FROM people;
                INSERT INTO loud SELECT ssn FROM people;
                INSERT INTO notes SELECT n, 1 + n %% 3, 'note ' || n FROM generate_series(1, 9) n;
                INSERT INTO codes VALUES (%4$d, 'first');
                REFRESH MATERIALIZED VIEW people_copy;
                INSERT INTO staff VALUES (1, '%1$s'), (2, '%1$s/2'), (3, '%1$s/3');
                REFRESH MATERIALIZED VIEW staff_copy;
                ANALYZE;
                """
                        .formatted(
                                secrets.ssn(),
                                secrets.salary(),
                                secrets.born(),
                                secrets.code(),
                                secrets.photo(),
                                secrets.tag(),
                                secrets.extra()));
    }
}
