package dev.holdpoint.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.wasm.Parser;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds the parser that is shipped against the fetched one, of which nothing was cut. */
class SplitParserTest {
    private static final Path FETCHED =
            Path.of("target/npm/node_modules/libpg-query/wasm/libpg-query.wasm");
    private static final Path COMPILED = Path.of("target/classes/dev/holdpoint/sql/libpgquery");
    private static final int SAMPLES = Integer.getInteger("holdpoint.split.samples", 300);
    private static final int HOTSPOT_LIMIT = 8000;

    /** What a parser says of a text, in one comparable value. */
    private static List<Object> answer(PgParser parser, String text) {
        try {
            return List.of(parser.parse(text), parser.fingerprint(text));
        } catch (SyntaxFault e) {
            return List.of(Objects.requireNonNull(e.getMessage()), e.position());
        }
    }

    private static List<String> corpus() throws IOException {
        var texts = new ArrayList<>(Practice.statements());
        var given = System.getProperty("holdpoint.split.corpus", "");
        var file =
                given.isEmpty()
                        ? Path.of("src/test/resources/dev/holdpoint/sql/corpus.txt")
                        : Path.of(given);
        Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("# ") && !line.isBlank())
                .map(line -> line.split(" ==> ", 2)[0].replace("\\n", "\n"))
                .forEach(texts::add);
        IntStream.range(0, texts.size())
                .mapToObj(i -> damaged(texts.get(i), i))
                .toList()
                .forEach(texts::add);
        return texts;
    }

    /** Cut short, or with a character that does not belong there. */
    private static String damaged(String text, int seed) {
        int at = Math.floorMod(seed * 7919, text.length());
        return seed % 2 == 0
                ? text.substring(0, at)
                : text.substring(0, at) + "(';\"$".charAt(seed % 5) + text.substring(at);
    }

    @Test
    void the_cut_parser_says_what_the_whole_one_says() throws IOException {
        var whole = new PgParser(Parser.parse(FETCHED), InterpreterMachine::new);
        var cut = new PgParser();
        var corpus = corpus();
        double step = Math.max(1, corpus.size() / (double) SAMPLES);

        for (double i = 0; i < corpus.size(); i += step) {
            var text = corpus.get((int) i);
            assertThat(answer(cut, text)).as(text).isEqualTo(answer(whole, text));
        }
    }

    @Test
    void no_method_of_the_parser_is_too_large_to_be_compiled() throws IOException {
        var sizes = new ArrayList<Integer>();
        try (var files = Files.newDirectoryStream(COMPILED, "*.class")) {
            for (var file : files) {
                for (var method : ClassFile.of().parse(file).methods()) {
                    method.findAttribute(Attributes.code())
                            .ifPresent(code -> sizes.add(code.codeLength()));
                }
            }
        }

        assertThat(sizes).hasSizeGreaterThan(1000).allMatch(size -> size < HOTSPOT_LIMIT);
    }

    @Test
    void a_stack_too_small_is_noticed_and_the_data_under_it_is_whole() {
        var parser = new ParserSlot();
        var before = parser.parse("SELECT 1");

        var deep = new Thread[1];
        var failure = new ArrayList<Throwable>();
        deep[0] =
                new Thread(
                        null,
                        () -> new ParserSlot().parse("SELECT " + "1+".repeat(120_000) + "1"),
                        "deep",
                        512L << 20);
        deep[0].setUncaughtExceptionHandler((_, thrown) -> failure.add(thrown));
        run(deep[0]);

        assertThat(failure).singleElement().isInstanceOf(ParserBroken.class);
        assertThat(parser.parse("SELECT 1")).isEqualTo(before);
    }

    private static void run(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
