package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "token",
                "approvals approve --as bob",
                "approvals list --colour",
                "approvals retract --as bob",
                "approvals delegate give --to erin --as bob",
                "approvals delegate revoke --as bob",
                "approvals approve h1 --ballot one --as bob",
                "approvals quality --as carol --from yesterday",
                "approvals judge h1 --reason why --as carol",
                "approvals judge h1 --bad --good --reason why --as carol",
                "approvals judge h1 --bad --as carol",
                "approvals break-glass h1 --as alice",
                "approvals revoke bob --as carol",
                "sessions show --as carol",
                "policy simulate --as carol",
                "policy publish --as carol",
                "policy activate --as carol",
                "policy shadow sha256:1 --off --as carol",
                "connect --as alice",
                "policy test",
                "policy test --junit",
                "policy explain payments --as carol",
                "policy who nobody --as carol",
                "policy propose --from 14d --as",
                "grants revoke --as carol",
                "grants revoke refunds --as carol",
                "grants reviewed refunds --as carol --reason fine",
                "grants issue refunds --as carol --reason x",
                "targets register crm --as carol",
                "targets remove --as carol"
            })
    void wrong_usage_exits_with_2_and_says_what_is_wrong(String line) {
        var run = RunningCli.run(line.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "token --help",
                "connect --help",
                "approvals --help",
                "approvals list --help",
                "approvals show --help",
                "approvals approve --help",
                "approvals deny --help",
                "approvals retract --help",
                "approvals quality --help",
                "approvals judge --help",
                "approvals delegate --help",
                "approvals delegate give --help",
                "approvals delegate list --help",
                "approvals delegate revoke --help",
                "sessions list --help",
                "sessions show --help",
                "policy simulate --help",
                "policy revisions --help",
                "policy publish --help",
                "policy activate --help",
                "policy rollback --help",
                "policy shadow --help",
                "sessions replay --help",
                "ledger verify --help",
                "ledger export --help",
                "ledger prove --help",
                "policy check --help",
                "policy test --help",
                "policy explain --help",
                "policy who --help",
                "policy propose --help",
                "grants list --help",
                "grants issue --help",
                "grants narrow --help",
                "grants revoke --help",
                "grants reviewed --help",
                "targets list --help",
                "targets register --help",
                "targets remove --help"
            })
    void every_verb_explains_itself(String line) {
        var run = RunningCli.run(line.split(" "));
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Usage: holdpoint");
    }

    @Test
    void nobody_answering_is_one_line_and_exit_1() {
        var run = RunningCli.run("token", "bob", "--state-dir", "/nonexistent-holdpoint");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
    }
}
