package dev.holdpoint.sql;

import static dev.holdpoint.sql.LineageTest.CATALOG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that define objects read the rows there are, and may fail by what they find. */
class DefinitionColumnsTest {
    private static final String CARD = "public.customers.card";

    private static CommandFacts facts(String text) {
        return Analysing.of(text, CATALOG).facts();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON customers (card)",
                "CREATE INDEX ON customers (id) INCLUDE (card)",
                "CREATE INDEX ON customers ((1 / (card::int - 4)))",
                "CREATE INDEX ON customers (id) WHERE card = '4'",
                "CREATE UNIQUE INDEX ON customers (lower(card))",
                "CREATE SCHEMA s CREATE VIEW v AS SELECT 1 FROM customers WHERE card = '4'",
                "CREATE SCHEMA s CREATE TABLE t (c text REFERENCES customers (card))",
                "CREATE TABLE x AS SELECT card::int FROM customers",
                "CREATE TABLE x (c text REFERENCES customers (card))",
                "CREATE TABLE x (c text, FOREIGN KEY (c) REFERENCES customers (card))",
                "CREATE TABLE x (c text REFERENCES customers)",
                "CREATE TABLE x PARTITION OF customers FOR VALUES IN ('4')",
                "CREATE FOREIGN TABLE x PARTITION OF customers FOR VALUES IN ('4') SERVER far",
                "CREATE MATERIALIZED VIEW x AS SELECT 1 FROM customers WHERE card = '4'",
                "CREATE VIEW x AS SELECT 1 FROM customers WHERE card = '4'",
                "CREATE POLICY p ON customers USING (card = '4')",
                "CREATE POLICY p ON orders WITH CHECK (EXISTS (SELECT 1 FROM customers c"
                        + " WHERE c.card = '4' AND c.id = customer_id))",
                "ALTER POLICY p ON customers USING (card = '4')",
                "CREATE TRIGGER t AFTER UPDATE ON customers FOR EACH ROW WHEN (old.card = '4')"
                        + " EXECUTE FUNCTION wipe()",
                "CREATE RULE r AS ON UPDATE TO customers WHERE new.card = '4' DO INSTEAD NOTHING",
                "CREATE RULE r AS ON UPDATE TO orders DO ALSO DELETE FROM customers"
                        + " WHERE card = '4'",
                "CREATE STATISTICS s ON (card::int), id FROM customers",
                "CREATE PUBLICATION p FOR TABLE customers WHERE (card = '4')",
                "ALTER PUBLICATION p ADD TABLE customers WHERE (card = '4')",
                "ALTER TABLE customers ADD CHECK (card = '4')",
                "ALTER TABLE customers ADD COLUMN x int CHECK (card = '4')",
                "ALTER TABLE customers ADD COLUMN x int GENERATED ALWAYS AS (card::int) STORED",
                "ALTER TABLE customers ADD COLUMN x text REFERENCES customers (card)",
                "ALTER TABLE customers ALTER x SET EXPRESSION AS (card::int)",
                "ALTER TABLE customers ALTER name TYPE text USING (1 / (card::int - 4))::text",
                "ALTER TABLE customers ALTER name TYPE varchar(4) USING card",
                "ALTER TABLE customers ALTER card TYPE varchar(4)",
                "ALTER TABLE customers ALTER card TYPE int USING 1 + card::int",
                "ALTER TABLE customers ALTER card SET NOT NULL",
                "ALTER TABLE customers ADD NOT NULL card",
                "ALTER TABLE customers ADD UNIQUE (id, card)",
                "ALTER TABLE customers ADD UNIQUE (id) INCLUDE (card)",
                "ALTER TABLE customers ADD EXCLUDE (id WITH =) INCLUDE (card)",
                "ALTER TABLE customers ADD PRIMARY KEY (card)",
                "ALTER TABLE customers ADD PRIMARY KEY USING INDEX i",
                "ALTER TABLE customers ADD EXCLUDE USING gist (card WITH =)",
                "ALTER TABLE customers ADD EXCLUDE USING gist ((card::int) WITH =)",
                "ALTER TABLE customers ADD EXCLUDE (id WITH =) WHERE (card = '4')",
                "ALTER TABLE customers ADD FOREIGN KEY (card) REFERENCES orders (id)",
                "ALTER TABLE orders ADD FOREIGN KEY (amount) REFERENCES customers (card)",
                "ALTER TABLE orders ADD FOREIGN KEY (amount) REFERENCES customers",
                "ALTER TABLE customers VALIDATE CONSTRAINT c",
                "ALTER TABLE customers ALTER CONSTRAINT c ENFORCED",
                "ALTER TABLE orders ATTACH PARTITION customers FOR VALUES IN ('4')",
                "ALTER TABLE customers ATTACH PARTITION orders FOR VALUES IN ('4')",
                "COPY (SELECT 1 FROM customers WHERE card = '4') TO STDOUT"
            })
    void what_rows_must_meet_or_are_found_by_is_compared(String text) {
        assertThat(facts(text).predicateColumns()).contains(CARD);
        assertThat(facts(text).columnsRead()).contains(CARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE STATISTICS s ON card, id FROM customers",
                "CREATE STATISTICS s ON lower(card), id FROM customers",
                "CREATE TABLE x AS SELECT card FROM customers",
                "CREATE PUBLICATION p FOR TABLE customers (card)",
                "ALTER TABLE customers ADD COLUMN x text GENERATED ALWAYS AS (lower(card)) STORED",
                "ALTER TABLE customers ALTER card TYPE text",
                "ALTER TABLE customers ALTER name TYPE text USING upper(card)"
            })
    void what_only_passes_is_read(String text) {
        assertThat(facts(text).columnsRead()).contains(CARD);
        assertThat(facts(text).predicateColumns()).doesNotContain(CARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE x (id int PRIMARY KEY, card text CHECK (card <> ''), UNIQUE (card))",
                "CREATE TABLE x (id int REFERENCES not_there_yet)",
                "CREATE TABLE x (LIKE customers)",
                "ALTER TABLE orders ADD COLUMN card text CHECK (card <> '') UNIQUE",
                "ALTER TABLE orders ADD COLUMN card text, ADD CHECK (card <> ''),"
                        + " ALTER card SET NOT NULL",
                "ALTER TABLE customers ALTER card DROP NOT NULL",
                "ALTER TABLE customers ALTER card SET DEFAULT 'x'",
                "ALTER TABLE customers ALTER CONSTRAINT c DEFERRABLE",
                "ALTER TABLE customers DROP COLUMN card",
                "ALTER INDEX whole ATTACH PARTITION part",
                "ALTER DOMAIN positive SET DEFAULT 1",
                "CREATE DOMAIN positive AS int CHECK (value > 0)"
            })
    void what_finds_no_row_reads_none(String text) {
        assertThat(facts(text).columnsRead()).isEmpty();
        assertThat(facts(text).predicateColumns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER DOMAIN positive ADD CHECK (value > 0)",
                "ALTER DOMAIN positive SET NOT NULL",
                "ALTER DOMAIN positive VALIDATE CONSTRAINT c",
                "CREATE TABLE x PARTITION OF not_there_yet FOR VALUES IN ('4')"
            })
    void what_checks_nobody_can_tell_which_values_may_compare_any(String text) {
        assertThat(facts(text).predicateColumns()).containsExactly("*");
    }

    @Test
    void what_an_index_on_a_table_nobody_knows_is_on_keeps_its_name() {
        assertThat(facts("CREATE INDEX ON nowhere (card)").predicateColumns())
                .containsExactly("card");
    }
}
