package dev.holdpoint.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /** The leaves and roots of Certificate Transparency's reference tests. */
    private static final List<String> LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void the_roots_are_those_of_certificate_transparency() {
        var tree = new Leaves();
        assertThat(tree.range.root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < LEAVES.size(); i++) {
            tree.add(MerkleTree.leaf(HexFormat.of().parseHex(LEAVES.get(i))));
            assertThat(tree.range.root().hex()).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void every_size_has_the_root_of_the_plain_definition() {
        var tree = new Leaves();
        for (int size = 0; size <= 300; size++) {
            assertThat(tree.range.root()).isEqualTo(Naive.root(tree.hashes));
            assertThat(MerkleTree.root(size, tree::stored)).isEqualTo(tree.range.root());
            tree.add(MerkleTree.leaf(new byte[] {(byte) size}));
        }
    }

    @Test
    void a_range_restored_from_stored_nodes_grows_on() {
        for (int size = 0; size <= 70; size++) {
            var tree = Leaves.grown(size);
            var restored = CompactRange.of(size, tree::stored);
            var leaf = MerkleTree.leaf(new byte[] {42});
            restored.append(leaf, tree.nodes::put);
            tree.hashes.add(leaf);
            assertThat(restored.root()).isEqualTo(Naive.root(tree.hashes));
        }
    }

    @Test
    void every_inclusion_proof_is_the_plain_one_and_verifies_only_for_its_own_leaf() {
        for (int size = 1; size <= 65; size++) {
            var tree = Leaves.grown(size);
            var root = tree.range.root();
            for (int index = 0; index < size; index++) {
                var proof = InclusionProof.of(index, size, tree::stored);
                assertThat(proof.path()).isEqualTo(Naive.path(index, tree.hashes));
                assertThat(proof.verifies(tree.hashes.get(index), root)).isTrue();
                assertThat(proof.verifies(tree.hashes.get((index + 1) % size), root))
                        .isEqualTo(size == 1);
                assertThat(proof.verifies(tree.hashes.get(index), MerkleTree.emptyRoot()))
                        .isFalse();
            }
        }
    }

    @Test
    void every_consistency_proof_is_the_plain_one_and_verifies_only_for_its_own_roots() {
        var tree = Leaves.grown(65);
        for (int to = 1; to <= 65; to++) {
            var toRoot = Naive.root(tree.hashes.subList(0, to));
            for (int from = 1; from <= to; from++) {
                var fromRoot = Naive.root(tree.hashes.subList(0, from));
                var proof = ConsistencyProof.of(from, to, tree::stored);
                assertThat(proof.path()).isEqualTo(Naive.proof(from, tree.hashes.subList(0, to)));
                assertThat(proof.verifies(fromRoot, toRoot)).isTrue();
                assertThat(proof.verifies(MerkleTree.emptyRoot(), toRoot)).isFalse();
                assertThat(proof.verifies(fromRoot, MerkleTree.emptyRoot())).isFalse();
            }
        }
    }

    @Test
    void a_proof_with_a_hash_more_or_less_does_not_verify() {
        var tree = Leaves.grown(37);
        var root = tree.range.root();
        var proof = InclusionProof.of(20, 37, tree::stored);
        var shorter = proof.path().subList(0, proof.path().size() - 1);
        var longer = new ArrayList<>(proof.path());
        longer.add(root);
        for (var path : List.of(shorter, longer)) {
            assertThat(new InclusionProof(20, 37, path).verifies(tree.hashes.get(20), root))
                    .isFalse();
        }
        assertThatThrownBy(() -> new InclusionProof(37, 37, List.of()))
                .isInstanceOf(MalformedLedger.class);
        assertThatThrownBy(() -> new ConsistencyProof(0, 3, List.of()))
                .isInstanceOf(MalformedLedger.class);
    }

    @Test
    void a_proof_names_few_nodes() {
        assertThat(InclusionProof.nodes(123_456_789L, 1L << 40)).hasSize(40);
        assertThat(ConsistencyProof.nodes(1L << 20, (1L << 40) - 1).size()).isLessThan(800);
    }
}
