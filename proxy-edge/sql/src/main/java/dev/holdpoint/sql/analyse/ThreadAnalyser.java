package dev.holdpoint.sql.analyse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.effect.Knowledge;
import dev.holdpoint.sql.effect.Walk;
import dev.holdpoint.sql.lineage.Effort;
import dev.holdpoint.sql.parser.Deadline;
import dev.holdpoint.sql.parser.Fingerprints;
import dev.holdpoint.sql.parser.ParserBroken;
import dev.holdpoint.sql.parser.ParserSlot;
import dev.holdpoint.sql.parser.ParserSlot.Parsed;
import dev.holdpoint.sql.parser.Practice;
import dev.holdpoint.sql.parser.SyntaxFault;
import dev.holdpoint.sql.parser.Tree;
import dev.holdpoint.sql.parser.Tree.Placed;
import dev.holdpoint.sql.text.Condensed;
import dev.holdpoint.sql.text.LargeText;
import dev.holdpoint.sql.text.Witnesses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** From text to analysis, on one thread. */
final class ThreadAnalyser {
    private static final Duration PRACTICE = Duration.ofSeconds(1);

    /** Columns and origins one text may make: some tens of megabytes, some tens of milliseconds. */
    private static final int MAX_COLUMNS = 500_000;

    private static final int MAX_KNOWN = 16;

    private final ParserSlot parser = new ParserSlot();
    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final Deque<Knowledge> known = new ArrayDeque<>(MAX_KNOWN);

    ThreadAnalyser(ScheduledExecutorService timer, Duration limit) {
        this.timer = timer;
        this.limit = limit;
    }

    /** An analysis, and whether it would come out the same again. */
    record Result(Analysis analysis, boolean lasting) {}

    void warmUp() {
        Practice.with(text -> understand(text, SqlCatalog.EMPTY), PRACTICE);
    }

    Result analyse(String text, SqlCatalog catalog) {
        try (var _ = new Deadline(timer, limit)) {
            return new Result(
                    Effort.within(
                            MAX_COLUMNS,
                            () ->
                                    LargeText.is(text)
                                            ? understandLarge(text, catalog)
                                            : understand(text, catalog)),
                    true);
        } catch (Witnesses.Misplaced e) {
            return new Result(NotParsed.because(text, LargeText.NOT_VALUES), true);
        } catch (Effort.Exhausted e) {
            return new Result(
                    NotParsed.because(text, "it has too many columns to follow"),
                    !e.wasInterrupted());
        } catch (SyntaxFault e) {
            return new Result(NotParsed.because(text, e), true);
        } catch (ParserBroken e) {
            known.clear();
            return new Result(NotParsed.because(text, e.reason()), false);
        } catch (StackOverflowError e) {
            known.clear();
            return new Result(NotParsed.because(text, "it is too deeply nested"), false);
        }
    }

    private Knowledge knowledge(SqlCatalog catalog) {
        for (var kept : known) {
            if (kept.isOf(catalog)) {
                return kept;
            }
        }
        if (known.size() == MAX_KNOWN) {
            known.removeFirst();
        }
        var fresh = new Knowledge(catalog, text -> Tree.statements(parser.parse(text).json()));
        known.addLast(fresh);
        return fresh;
    }

    private Analysis understand(String text, SqlCatalog catalog) {
        var parsed = parser.parse(text);
        var placed = Tree.placed(parsed.json());
        return Walk.over(
                statements(placed),
                fingerprints(parsed, text, placed),
                text,
                catalog,
                knowledge(catalog));
    }

    private static List<JsonNode> statements(List<Placed> placed) {
        return placed.stream().map(Placed::statement).toList();
    }

    private Fingerprints fingerprints(Parsed parsed, String text, List<Placed> placed) {
        var bytes = placed.size() > 1 ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        return new Fingerprints(
                parsed.fingerprint(), i -> parser.fingerprint(placed.get(i).in(bytes)));
    }

    private Analysis understandLarge(String text, SqlCatalog catalog) {
        var condensed = Condensed.of(text);
        if (LargeText.is(condensed.text())) {
            return NotParsed.because(text, LargeText.NOT_VALUES);
        }
        var parsed = parser.parse(condensed.text());
        var placed = Tree.placed(parsed.json());
        var statements = statements(placed);
        condensed.witnesses().in(statements);
        var fingerprints = fingerprints(parsed, condensed.text(), placed);
        return Walk.over(statements, fingerprints, text, catalog, knowledge(catalog));
    }
}
