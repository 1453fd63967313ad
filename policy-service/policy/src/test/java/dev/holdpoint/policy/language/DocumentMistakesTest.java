package dev.holdpoint.policy.language;

import static dev.holdpoint.policy.language.SampleDocuments.GRANT;
import static dev.holdpoint.policy.language.SampleDocuments.POLICY;
import static dev.holdpoint.policy.language.SampleDocuments.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.policy.evaluate.Asking;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that cannot be read, and what is said of them. */
class DocumentMistakesTest {
    /** Who finds a mistake besides the reader. */
    enum SeenBy {
        SCHEMA,
        READER,
        /** It is none of JSON's: a schema is never asked. */
        YAML;

        void check(String text) {
            switch (this) {
                case SCHEMA -> assertThat(SchemaCheck.errors(text)).isNotEmpty();
                case READER -> assertThat(SchemaCheck.errors(text)).isEmpty();
                case YAML -> {}
            }
        }
    }

    private static final String RISK = "  risk: [ { name: wide, add: 30, match: {} } ]\n";

    @ParameterizedTest(name = "{0} => {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    apiVersion: holdpoint.dev/v1 -> apiVersion: v2    | 1:13  | Use apiVersion: holdpoint.dev/v1 | SCHEMA
                    kind: Policy -> kind: Polity                      | 2:7   | Use one of Policy, Grant, Target | SCHEMA
                    name: payments -> name: Pay_Ments!                | 3:19  | Use up to 63 of | SCHEMA
                    rules: -> rulez:                                  | 6:3   | Known fields: targets, rules, masks | SCHEMA
                    { labels: { data: payments } } -> {}              | 5:12  | Give names or labels | SCHEMA
                    decide: hold -> decide: maybe                     | 8:15  | Use one of deny, hold, allow | SCHEMA
                    kind: agent -> kind: robot                        | 9:35  | Use one of human, agent, service | SCHEMA
                    kind: agent -> sort: agent                        | 9:29  | Known fields: kind, groups, subjects | SCHEMA
                    [ write ] -> [ write, wipe ]                      | 9:62  | Use one of read, write, ddl | SCHEMA
                    [ write ] -> { a: b }                             | 9:53  | Write it as [ one, two ] | SCHEMA
                    statement.hasWhere -> statement.estimatedRows > 'x' | 10:13 | section Conditions | READER
                    statement.hasWhere -> statement.hasWere           | 10:13 | Known variables: principal.groups | READER
                    !statement.hasWhere -> statement.tables           | 10:13 | A condition is either true or false | READER
                    !statement.hasWhere -> statement.hasWhere &&      | 10:13 | docs/policy-language.md | READER
                    !statement.hasWhere -> dyn(1) == 1                | 10:13 | Known variables | READER
                    [ { group: dba, votes: 2 } ] -> []                | 11:25 | Write from: | SCHEMA
                    votes: 2 -> votes: many                           | 11:48 | Use a number from 1 to 20 | SCHEMA
                    votes: 2 -> votes: 0                              | 11:48 | Use a number from 1 to 20 | SCHEMA
                    votes: 2 -> vetoes: 2                             | 11:41 | Known fields: group, votes, in, notIn | SCHEMA
                    votes: 2 } -> votes: 2 }, { group: dba }          | 11:62 | as many votes as it takes | READER
                    votes: 2 -> votes: 2, in: { a: b }                | 11:55 | Write it as [ one, two ] | SCHEMA
                    expires: 15m -> stages: [ { from: [ { group: a } ] } ], expires: 15m | 11:63 | Write from, or stages | SCHEMA
                    from: [ { group: dba, votes: 2 } ] -> stages: [ {} ] | 11:29 | Write from: | SCHEMA
                    from: [ { group: dba, votes: 2 } ] -> stages: [ { to: [] } ] | 11:31 | Known fields: from | SCHEMA
                    from: [ { group: dba, votes: 2 } ] -> stages: [ {}, {}, {}, {}, {}, {} ] | 11:27 | Ask several groups in one stage | SCHEMA
                    expires: 15m -> expires: 15                       | 11:64 | Write 90s, 15m or 2h | SCHEMA
                    expires: 15m -> expires: 25h                      | 11:64 | Write 90s, 15m or 2h | SCHEMA
                    mode: wait -> remind: soon                        | 11:77 | Write 90s, 15m or 2h | SCHEMA
                    mode: wait -> remind: 15m                         | 11:77 | shorter than expires | READER
                    mode: wait -> escalate: { after: 5m, to: [] }     | 11:96 | Write to: [ leads ] | READER
                    mode: wait -> breakGlass: []                      | 11:81 | Write breakGlass: [ on-call ] | READER
                    mode: wait -> escalate: { after: 16m, to: leads } | 11:88 | shorter than expires | READER
                    mode: wait -> escalate: { to: leads }             | 11:79 | Add the field after | SCHEMA
                    mode: wait -> mode: later                         | 11:75 | Use one of wait, ticket | SCHEMA
                    mode: wait -> window: 5m                          | 11:77 | Write mode: ticket | SCHEMA
                    mode: wait -> inTransaction: maybe                | 11:84 | Use deny, true or { wait: 60s } | SCHEMA
                    reason: Ask. -> justification: maybe              | 12:22 | Use one of required, optional | SCHEMA
                    approval: -> approve:                             | 11:7  | Known fields: name, decide | SCHEMA
                    public.customers.card_number -> card_number       | 14:18 | Write schema.table.column | SCHEMA
                    public.customers.card_number -> public.*.card     | 14:18 | without globs | SCHEMA
                    - columns: -> - detect:                           | 14:17 | Use credit-card, iban | SCHEMA
                    { keepLast: 4 } -> { keepLast: 400 }              | 15:26 | Use a number from 0 to 64 | SCHEMA
                    { keepLast: 4 } -> blur                           | 15:14 | Use redact, null | SCHEMA
                    reason: Ask. -> beyondGrant: perhaps              | 12:20 | Use true or false | SCHEMA
                    reason: Ask. -> decide: deny                      | 12:7  | Keep one of them | YAML
                    reason: Ask. -> reason: *ask                      | 12:15 | Write the value out | YAML
                    reason: Ask. -> reason: &ask Ask                  | 12:15 | Write the value out | YAML
                    reason: Ask. -> reason: ''                        | 12:15 | leave the field out | SCHEMA
                    reason: Ask. -> reason: [ "Ask                    | 1     | Check indentation | YAML
                    """)
    void a_mistake_is_pointed_at_with_what_would_be_right(
            String change, String place, String hint, SeenBy seenBy) {
        var edit = change.split(" -> ", -1);
        var text = POLICY.replace(edit[0].strip(), edit[1].strip());

        var failure = failure(text);

        assertThat(text).isNotEqualTo(POLICY);
        assertThat(failure.findings().getFirst().toString())
                .contains("test.yaml:" + place)
                .contains(hint);
        seenBy.check(text);
    }

    @ParameterizedTest(name = "{0} => {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    longest: 8h -> longest: 25h                       | 20:16 | Write 90s, 15m or 2h | SCHEMA
                    longest: 8h -> for: 8h                            | 20:7  | Known fields: name, principal, effects | SCHEMA
                    [ read, write ] -> [ unknown ]                    | 19:16 | what was not understood cannot be granted | SCHEMA
                    [ read, write ] -> []                             | 19:16 | Add effects: [ read ] | SCHEMA
                    expires: 2h -> mode: ticket, expires: 2h          | 22:65 | Known fields: from, expires | SCHEMA
                    from: [ { group: dba, notIn: contractors } ], -> '' | 22:17 | Nobody may | SCHEMA
                    justification: required -> justification: no      | 21:22 | Use one of required, optional | SCHEMA
                    """)
    void a_mistake_in_what_may_be_asked_for_is_pointed_at(
            String change, String place, String hint, SeenBy seenBy) {
        var edit = change.split(" -> ", -1);
        var text =
                (POLICY + SampleDocuments.REQUESTS)
                        .replace(edit[0].strip(), edit[1].strip().replace("''", ""));

        assertThat(failure(text).findings().getFirst().toString())
                .contains("test.yaml:" + place)
                .contains(hint);
        seenBy.check(text);
    }

    @ParameterizedTest(name = "{0} => {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    add: 30 -> add: 0                                 | 16:30 | Remove it, or add points | SCHEMA
                    add: 30 -> add: 101                               | 16:30 | Use a number from -100 to 100 | SCHEMA
                    add: 30 -> add: much                              | 16:30 | Use a number from -100 to 100 | SCHEMA
                    add: 30 -> plus: 30                               | 16:25 | Known fields: name, add, match, when | SCHEMA
                    name: wide -> name: Wide                          | 16:19 | Use up to 63 of | SCHEMA
                    match: {} -> when: "true"                         | 16:11 | Add the field match | SCHEMA
                    add: 30, match: {} -> add: -30, match: {}         | 16:42 | it must cover every effect | SCHEMA
                    match: {} -> match: { rows: 7 }                   | 16:43 | Known fields: principal, effects | SCHEMA
                    match: {} -> match: {}, when: risk > 7            | 16:51 | the entries may not | READER
                    match: {} -> match: {}, when: statement.has       | 16:51 | Known variables | READER
                    add: 30, match: {} } -> add: 30, match: {} }, { name: wide, add: 1, match: {} } | 16:55 | a name of its own | READER
                    """)
    void a_mistake_in_a_risk_entry_is_pointed_at(
            String change, String place, String hint, SeenBy seenBy) {
        var edit = change.split(" -> ", -1);
        var text = (POLICY + RISK).replace(edit[0].strip(), edit[1].strip());

        assertThat(text).isNotEqualTo(POLICY + RISK);
        assertThat(failure(text).findings())
                .singleElement()
                .asString()
                .contains("test.yaml:" + place)
                .contains(hint);
        seenBy.check(text);
    }

    @Test
    void what_a_rule_offers_beyond_a_grant_is_named_and_understood_and_held() {
        var offer = POLICY.replace("reason: Ask.", "beyondGrant: true");
        var anything = offer.replace(", effects: [ write ]", "");
        var unknown = offer.replace("[ write ]", "[ write, unknown ]");
        var replication = offer.replace("[ write ]", "[ write, replication ]");
        var allowed =
                offer.replace("decide: hold", "decide: allow")
                        .replaceAll("(?m)^ *approval:.*\n", "");

        assertThat(read(offer)).hasSize(1);
        assertThat(SchemaCheck.errors(offer)).isEmpty();
        assertThat(failure(anything))
                .hasMessageContaining("test.yaml:12:20")
                .hasMessageContaining("Add effects: [ ddl ]");
        assertThat(failure(unknown)).hasMessageContaining("Remove unknown from effects");
        assertThat(failure(replication)).hasMessageContaining("Remove replication from effects");
        assertThat(failure(allowed)).hasMessageContaining("Write decide: hold");
        for (var wrong : List.of(anything, unknown, replication, allowed)) {
            assertThat(SchemaCheck.errors(wrong)).isNotEmpty();
        }
    }

    @Test
    void a_policy_without_risk_entries_has_no_risk() {
        var asking = POLICY.replace("!statement.hasWhere", "risk > 30");

        assertThat(read(asking + RISK)).hasSize(1);
        assertThat(failure(asking))
                .hasMessageContaining("test.yaml:10:13")
                .hasMessageContaining("a policy with risk entries");
    }

    @ParameterizedTest(name = "{0} => {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    groups: [ agents ] -> {nothing}                   | Add subjects or groups | SCHEMA
                    owner: bob -> {nothing}                           | Add the field owner | SCHEMA
                    effects: [ read ] -> effects: [ unknown ]         | what was not understood cannot be granted | SCHEMA
                    expiresAt: 2027-01-31 -> expiresAt: soon          | Write 2027-01-31 | SCHEMA
                    { names: [ payments ] } -> { names: [ a ], labels: { b: c } } | Write targets | SCHEMA
                    """)
    void a_mistake_in_a_grant_is_explained(String change, String hint, SeenBy seenBy) {
        var edit = change.split(" -> ", -1);
        var text = GRANT.replace(edit[0].strip(), edit[1].strip().replace("{nothing}", ""));

        assertThat(failure(text)).hasMessageContaining(hint);
        seenBy.check(text);
    }

    @ParameterizedTest(name = "{0} => {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postgres -> oracle                                    | Use one of postgres | SCHEMA
                    host: db.internal -> host: ${PATH}                    | Use keys that begin with holdpoint. | SCHEMA
                    host: db.internal -> host: ${holdpoint.db.password}   | hold no credential | READER
                    host: db.internal -> host: ${holdpoint.nothing}       | Set it in the configuration | READER
                    host: db.internal -> host: "db.internal\\nx"          | Write a name or an address | READER
                    host: db.internal -> host: "db.internal\\0"          | cannot be seen | READER
                    host: db.internal -> host: "db internal"              | U+0020 | READER
                    host: db.internal -> host: "db\\u200b.internal"      | cannot be seen | READER
                    ${holdpoint.demo.target.port:5432} -> 99999           | Use a number from 1 to 65535 | SCHEMA
                    env:PAYMENTS -> hunter2                               | Write file:/run/secrets/payments | SCHEMA
                    tls: require -> tls: prefer                           | Use one of disable, require, verify-full | SCHEMA
                    """)
    void a_mistake_in_a_target_is_explained(String change, String hint, SeenBy seenBy) {
        var edit = change.split(" -> ", -1);

        var text = TARGET.replace(edit[0].strip(), edit[1].strip());

        assertThat(failure(text)).hasMessageContaining(hint);
        seenBy.check(text);
    }

    @Test
    void a_credential_written_in_place_of_its_reference_is_not_repeated() {
        assertThat(failure(TARGET.replace("env:PAYMENTS", "hunter2")).getMessage())
                .doesNotContain("hunter2");
    }

    @Test
    void every_broken_document_is_told_at_once() {
        var failure =
                failure(
                        POLICY.replace("decide: hold", "decide: maybe")
                                + "---\n"
                                + GRANT.replace("owner: bob", "boss: bob"));

        assertThat(failure.findings()).hasSize(2);
    }

    @Test
    void two_documents_of_a_kind_do_not_share_a_name() {
        assertThat(failure(GRANT + "---\n" + GRANT))
                .hasMessageContaining("is taken at test.yaml:1:1");
    }

    @Test
    void an_allow_without_effects_is_refused() {
        var text =
                POLICY.replace("decide: hold", "decide: allow")
                        .replace("effects: [ write ]", "tables: [ a ]")
                        .lines()
                        .filter(line -> !line.contains("approval"))
                        .reduce("", (a, b) -> a + b + "\n");

        assertThat(failure(text)).hasMessageContaining("must say which effects");
    }

    @Test
    void a_file_that_is_too_large_or_has_too_many_parts_is_refused() {
        assertThat(failure("# " + "x".repeat(StrictYaml.MAX_CHARACTERS)))
                .hasMessageContaining("characters");
        assertThat(failure("[" + "a,".repeat(StrictYaml.MAX_EVENTS) + "]"))
                .hasMessageContaining("parts");
        assertThat(failure("[".repeat(100) + "]".repeat(100))).hasMessageContaining("not YAML");
    }

    @Test
    void an_alias_bomb_is_refused_before_it_is_expanded() {
        var bomb = new StringBuilder("a: &a [ x, x ]\n");
        for (char c = 'b'; c < 'z'; c++) {
            char before = (char) (c - 1);
            bomb.append("%c: &%c [ *%c, *%c, *%c ]\n".formatted(c, c, before, before, before));
        }

        assertThat(failure(bomb.toString())).hasMessageContaining("aliases");
    }

    private List<Document> read(String text) {
        return Asking.reader().read(List.of(new SourceFile("test.yaml", text)));
    }

    private InvalidDocuments failure(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidDocuments.class);
        return catchThrowableOfType(InvalidDocuments.class, () -> read(text));
    }
}
