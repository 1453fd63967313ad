package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules about how a column is used. */
class ColumnUseTest {
    private static final String CARD = "public.customers.card_number";

    @ParameterizedTest
    @CsvSource({
        "columnsRead,      public.customers.card_number, '', '', Deny",
        "columnsRead,      '', '', public.customers.card_number, Allow",
        "predicateColumns, '', '', public.customers.card_number, Deny",
        "predicateColumns, '', '', PUBLIC.Customers.Card_Number, Deny",
        "predicateColumns, '', '', c.card_number, Deny",
        "predicateColumns, '', '', card_number, Deny",
        "predicateColumns, '', '', public.customers.*, Deny",
        "predicateColumns, '', '', public.refunds.card_number, Allow",
        "predicateColumns, '', '', public.refunds.*, Allow",
        "predicateColumns, public.customers.card_number, '', '', Allow",
        "columnsWritten,   '', public.customers.card_number, '', Deny",
    })
    void a_deny_matches_the_column_where_it_is_used_so(
            String field, String read, String written, String predicate, String decides) {
        var deny = "{ name: d, decide: deny, match: { %s: [ %s ] } }".formatted(field, CARD);
        var facts = facts(list(read), list(written), list(predicate));

        assertThat(decide(rules(allow(""), deny), query(ALICE, facts)).getClass().getSimpleName())
                .isEqualTo(decides);
    }

    @ParameterizedTest
    @CsvSource({"columnsRead", "columnsWritten", "predicateColumns"})
    void where_its_use_is_not_told_a_column_may_be_used_any_way(String field) {
        var deny = "{ name: d, decide: deny, match: { %s: [ %s ] } }".formatted(field, CARD);
        var when =
                "{ name: d, decide: deny, match: {}, when: \"statement.%s.exists(c, c =="
                        + " 'card_number')\" }";
        var facts = facts(List.of(), List.of(), List.of());

        assertThat(decide(rules(allow(""), deny), query(ALICE, facts)).rules()).contains("test/d");
        assertThat(decide(rules(allow(""), when.formatted(field)), query(ALICE, facts)).rules())
                .contains("test/d");
    }

    @ParameterizedTest
    @CsvSource({"public.customers.id, Allow", "id, Deny", "public.customers.card_number, Deny"})
    void an_allow_must_cover_every_column_used_so(String predicate, String decides) {
        var facts = facts(List.of("public.customers.id"), List.of(), List.of(predicate));
        var allow = allow(", predicateColumns: [ public.customers.id ]");

        assertThat(decide(rules(allow), query(ALICE, facts)).getClass().getSimpleName())
                .isEqualTo(decides);
    }

    private static String allow(String more) {
        return "{ name: a, decide: allow, match: { effects: [ read ]" + more + " } }";
    }

    private static List<String> list(String name) {
        return name.isEmpty() ? List.of() : List.of(name);
    }

    private static CommandFacts facts(
            List<String> read, List<String> written, List<String> predicate) {
        return new CommandFacts(
                List.of("SELECT"),
                List.of(Effect.READ),
                List.of("public.customers"),
                List.of(),
                List.of("card_number"),
                read,
                written,
                predicate,
                List.of(),
                true,
                false,
                null,
                "f");
    }
}
