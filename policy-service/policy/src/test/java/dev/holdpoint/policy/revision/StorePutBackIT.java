package dev.holdpoint.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.language.SourceFile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that is put back to an older state while an instance runs. */
class StorePutBackIT {
    private static final String COPY = "CREATE TABLE policy.backup AS TABLE policy.events";
    private static final String PUT_BACK =
            "TRUNCATE policy.events; INSERT INTO policy.events TABLE policy.backup";

    private final Publishing publishing = new Publishing();

    @AfterEach
    void stop() {
        publishing.close();
    }

    @Test
    void is_noticed_told_and_changes_nothing_that_decides() {
        publish("read");
        publishing.database().execute(COPY);
        publish("write");
        var follower = publishing.follower();
        publishing.settle(follower.catchUp());
        var decides = follower.known().rulebook();

        publishing.database().execute(PUT_BACK);
        assertThat(publishing.fails(follower.catchUp())).isTrue();

        assertThat(follower.failure().orElse("")).contains("the store was put back", "restart");
        assertThat(follower.known().rulebook()).isEqualTo(decides);
    }

    @Test
    void is_still_noticed_when_others_have_appended_as_much_again() {
        publish("read");
        publishing.database().execute(COPY);
        publish("write");
        var follower = publishing.follower();
        publishing.settle(follower.catchUp());
        publishing.database().execute(PUT_BACK);

        var others = publishing.other();
        publishing.settle(others.keep(draft("ddl"), _ -> List.of()));
        publishing.settle(others.keep(draft("session"), _ -> List.of()));

        assertThat(publishing.restarted().revisionId()).isEqualTo(draft("session").revision());
        assertThat(publishing.fails(follower.catchUp())).isTrue();
        assertThat(follower.known().rulebook().revisionId()).isEqualTo(draft("write").revision());
    }

    @Test
    void is_good_again_once_what_is_missing_is_back() {
        publish("read");
        var follower = publishing.follower();
        publishing.settle(follower.catchUp());
        publishing.database().execute(COPY);
        publishing.database().execute("TRUNCATE policy.events");
        assertThat(publishing.fails(follower.catchUp())).isTrue();

        publishing.database().execute(PUT_BACK);
        publishing.settle(follower.catchUp());

        assertThat(follower.failure()).isEmpty();
    }

    private void publish(String effect) {
        publishing.settle(publishing.desk().keep(draft(effect), _ -> List.of()));
    }

    private static PolicyDraft draft(String effect) {
        var source =
                Asking.source(
                        "rules:\n  - { name: one, decide: allow, match: { effects: [ %s ] } }"
                                .formatted(effect));
        return PolicyDraft.of(
                List.of(new SourceFile(source.name(), source.text())), Asking.reader());
    }
}
