package dev.holdpoint.policy.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.revision.Publishing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * A directory decides wholly or not at all, on a real database whose connection is lost after each
 * event of a publication in turn.
 */
class WholePublicationIT {
    private static final List<Principal> PEOPLE =
            List.of(Asking.ALICE, Asking.BOB, Asking.DEPLOY_BOT, Asking.AGENT);
    private static final List<Effect> EFFECTS = List.of(Effect.READ, Effect.WRITE, Effect.DDL);

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void whatever_is_published_and_wherever_it_breaks_off_the_old_decides_or_the_new(
            @ForAll long seed) {
        var random = new Random(seed);
        var old = wanted(directory(random));
        var next = wanted(directory(random));
        try (var publishing = new Publishing()) {
            publishing.settle(publication(publishing).publish(old, Asking.NOON));
            var before = publishing.restarted();
            var answers = answers(before);
            int step = 0;
            while (breaksOff(publishing, next, ++step)) {
                assertThat(parts(publishing.looked())).isEqualTo(parts(before));
                assertThat(parts(publishing.restarted())).isEqualTo(parts(before));
                assertThat(answers(publishing.restarted())).isEqualTo(answers);
            }
            assertIsWholly(next, publishing.restarted());
            assertIsWholly(next, publishing.looked());
        }
    }

    @Test
    void more_grants_than_are_read_at_once_decide_together() {
        var many = new ArrayList<>(directory(new Random(1)));
        many.add(
                new SourceFile(
                        "many.yaml",
                        IntStream.range(0, 600)
                                .mapToObj(
                                        n ->
                                                grant(
                                                        "many-" + n,
                                                        "groups: [ g%d ]".formatted(n),
                                                        "read"))
                                .map(SourceFile::text)
                                .collect(Collectors.joining("\n---\n"))));
        try (var publishing = new Publishing()) {
            publishing.settle(publication(publishing).publish(wanted(many), Asking.NOON));
            var whole = publishing.restarted();
            assertThat(whole.grants()).hasSizeGreaterThanOrEqualTo(600);
            var few = wanted(directory(new Random(2)));

            var published = publication(publishing).publish(few, Asking.NOON);
            while (!published.isComplete()) {
                var seen = publishing.restarted();
                assertThat(seen.grants().size()).isIn(whole.grants().size(), few.grants().size());
                assertThat(seen.grants().size() == whole.grants().size())
                        .isEqualTo(seen.revisionId().equals(whole.revisionId()));
            }
            publishing.settle(published);
            assertIsWholly(few, publishing.restarted());
        }
    }

    /** Whether the publication was cut off at its event of that number. */
    private static boolean breaksOff(Publishing publishing, Wanted next, int step) {
        publishing.cutAfter(step);
        var published = publication(publishing).publish(next, Asking.NOON);
        boolean cut = publishing.fails(published);
        publishing.cutNowhere();
        return cut;
    }

    private static Publication publication(Publishing publishing) {
        return new Publication(publishing.desk());
    }

    private static void assertIsWholly(Wanted wanted, Rulebook rulebook) {
        assertThat(rulebook.revisionId()).isEqualTo(wanted.policies().revision());
        assertThat(rulebook.targets()).isEqualTo(wanted.targets());
        assertThat(rulebook.grants()).isEqualTo(wanted.grants());
    }

    private static List<Object> parts(Rulebook rulebook) {
        return List.of(
                rulebook.revisionId(), rulebook.targets(), rulebook.grants(), rulebook.number());
    }

    private static List<Decision> answers(Rulebook rulebook) {
        return PEOPLE.stream()
                .flatMap(
                        who ->
                                EFFECTS.stream()
                                        .map(effect -> Asking.command("select", effect))
                                        .map(facts -> Asking.query(who, facts)))
                .map(query -> Asking.decide(rulebook, query))
                .toList();
    }

    private static Wanted wanted(List<SourceFile> files) {
        return Wanted.of(files, Asking.reader().read(files));
    }

    private static List<SourceFile> directory(Random random) {
        var files = new ArrayList<SourceFile>();
        files.add(target(random));
        files.add(policy("common", random));
        if (random.nextBoolean()) {
            files.add(policy("more", random));
        }
        Stream.of("[ alice ]", "[ bob ]", "[ deploy-bot, support-agent ]")
                .filter(_ -> random.nextInt(3) > 0)
                .map(
                        subjects ->
                                grant(
                                        "g" + subjects.length(),
                                        "subjects: " + subjects,
                                        random.nextBoolean() ? "read, write" : "read, ddl"))
                .forEach(files::add);
        return files;
    }

    private static SourceFile target(Random random) {
        return document(
                "target",
                "Target",
                "payments",
                "protocol: postgres\nhost: db%d\nport: 5432\ndatabase: payments\nusername: app\n"
                                .formatted(random.nextInt(2))
                        + "secret: env:HOLDPOINT_SECRET_P\ntls: disable\nlabels: { data: %s }"
                                .formatted(random.nextBoolean() ? "pii" : "open"));
    }

    private static SourceFile policy(String name, Random random) {
        return document(
                name,
                "Policy",
                name,
                """
                targets: { labels: { data: %s } }
                rules:
                  - { name: one, decide: %s, match: { effects: [ %s ] } }
                  - { name: two, decide: %s, match: { effects: [ %s ] } }"""
                        .formatted(
                                random.nextBoolean() ? "pii" : "open",
                                random.nextBoolean() ? "allow" : "deny",
                                random.nextBoolean() ? "read" : "write",
                                random.nextInt(3) > 0 ? "allow" : "deny",
                                random.nextBoolean() ? "ddl" : "read"));
    }

    private static SourceFile grant(String name, String whom, String effects) {
        return document(
                name,
                "Grant",
                name,
                "%s\ntargets: { names: [ payments ] }\neffects: [ %s ]\nowner: carol"
                        .formatted(whom, effects));
    }

    private static SourceFile document(String file, String kind, String name, String spec) {
        return new SourceFile(
                file + ".yaml",
                "apiVersion: holdpoint.dev/v1\nkind: %s\nmetadata: { name: %s }\nspec:\n%s"
                        .formatted(kind, name, spec.indent(2)));
    }
}
