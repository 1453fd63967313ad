package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo target's tables, and what else can leak a masked column. */
final class Payments {
    static final String DATABASE = "payments_db";
    static final String PASSWORD = "the-targets-own-password";

    /** Who may do what the edge's account may, and replicate. */
    static final String STREAMER = "streamer";

    static final String TRUSTED = "direct";

    private Payments() {}

    /** Somebody who may do what the edge's account may, and needs no password to do it. */
    static void trust(EmbeddedPostgres target) throws IOException {
        target.execute("CREATE ROLE " + TRUSTED + " LOGIN IN ROLE app");
        var rules = Path.of(target.query(DATABASE, "SHOW hba_file").getFirst().getFirst());
        var rule = "host all " + TRUSTED + " 127.0.0.1/32 trust\n";
        Files.writeString(rules, rule + Files.readString(rules));
        target.execute("SELECT pg_reload_conf()");
    }

    static void createIn(EmbeddedPostgres target) {
        target.createDatabase(DATABASE);
        target.execute(
                DATABASE,
                """
                CREATE ROLE app LOGIN PASSWORD '%1$s';
                CREATE ROLE streamer LOGIN REPLICATION IN ROLE app PASSWORD '%1$s';
                CREATE TABLE customers(
                    id int PRIMARY KEY, name text, email text, card_number text);
                INSERT INTO customers VALUES
                    (1, 'Ada', 'ada@example.com', '4111111111111111'),
                    (2, 'Grace', 'grace@example.com', '5500000000000004');
                CREATE TABLE orders(id int PRIMARY KEY, customer_id int, amount numeric, status text);
                INSERT INTO orders SELECT n, 1 + n %% 2, n * 10, 'paid' FROM generate_series(1, 20) n;
                CREATE VIEW cards AS SELECT id, card_number AS digits FROM customers;
                CREATE VIEW names AS SELECT id, name FROM customers;
                CREATE FUNCTION wipe() RETURNS int LANGUAGE plpgsql
                    AS 'BEGIN DELETE FROM orders; RETURN 1; END';
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app;
                GRANT CREATE ON SCHEMA public TO app;
                """
                        .formatted(PASSWORD));
    }
}
