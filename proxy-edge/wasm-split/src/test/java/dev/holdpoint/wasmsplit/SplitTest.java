package dev.holdpoint.wasmsplit;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import dev.holdpoint.wasmsplit.binary.WasmOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    private static final int SEEDS = Integer.getInteger("holdpoint.split.seeds", 12);

    private static byte[] module(Function function) {
        var types = new WasmOutput().u32(1);
        RandomFunction.TYPE.write(types);
        var export = new WasmOutput().u32(1).u32(1);
        export.bytes("f".getBytes(StandardCharsets.US_ASCII)).u8(0).u32(0);
        var body = BodyWriter.write(function);
        var out = new WasmOutput().bytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        out.u8(1).sized(types);
        out.u8(3).sized(new WasmOutput().u32(1).u32(0));
        out.u8(6).sized(new WasmOutput().u32(0));
        out.u8(7).sized(export);
        out.u8(10).sized(new WasmOutput().u32(1).u32(body.length).bytes(body));
        return out.toBytes();
    }

    private static ExportFunction load(byte[] module) {
        return Instance.builder(Parser.parse(module)).build().export("f");
    }

    private static List<Integer> answers(byte[] module) {
        var function = load(module);
        return IntStream.rangeClosed(-3, 8)
                .mapToObj(i -> (int) function.apply(i * 37L & 0xFFFFFFFFL, i & 3)[0])
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 600, 2000})
    void a_split_module_computes_what_the_whole_one_does(int limit) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var whole = module(RandomFunction.of(seed));

            var split = SplitWasm.split(whole, limit);

            assertThat(answers(split)).as("seed %d", seed).isEqualTo(answers(whole));
        }
    }

    @Test
    void a_large_function_becomes_several() {
        var whole = module(RandomFunction.of(2));
        int weight = weight(whole, 0);

        var split = SplitWasm.split(whole, weight / 4);

        assertThat(new ModuleFile(split).defined()).hasSizeGreaterThan(2);
        assertThat(weight(split, 0)).isLessThan(weight / 2);
    }

    private static int weight(byte[] bytes, int function) {
        var module = new ModuleFile(bytes);
        return new Weights().of(BodyReader.read(module, function).body());
    }

    @Test
    void a_small_function_is_left_as_it_is() {
        var whole = module(RandomFunction.of(1));

        assertThat(SplitWasm.split(whole, Integer.MAX_VALUE)).isEqualTo(whole);
    }
}
