package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Origin;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.edge.postgres.catalogue.query.CatalogLoader;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.Conduct;
import dev.holdpoint.sql.catalogue.RelationName;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a snapshot knows of a real target. */
class CatalogIT {
    private final Edge edge = Edge.fresh();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void relations_partitions_views_and_what_may_hide_behind_a_name_are_known() {
        edge.beside(
                """
                CREATE SCHEMA shop;
                CREATE TABLE shop.sales(id int, "Dropped" int, secret text) PARTITION BY RANGE (id);
                ALTER TABLE shop.sales DROP COLUMN "Dropped";
                CREATE TABLE shop.sales_1 PARTITION OF shop.sales FOR VALUES FROM (0) TO (10);
                CREATE VIEW shop.wiping AS SELECT wipe() AS x;
                CREATE VIEW shop.over_wiping AS SELECT x + 1 AS y FROM shop.wiping;
                CREATE VIEW shop.whole AS SELECT id, row_to_json(s) AS j FROM shop.sales s;
                CREATE MATERIALIZED VIEW shop.kept AS SELECT secret FROM shop.sales;
                CREATE TYPE shop.mood AS ENUM ('good', 'bad');
                CREATE TYPE shop.pair AS (a int, b int);
                CREATE DOMAIN shop.small AS int CHECK (VALUE < 10);
                CREATE OPERATOR shop.<+> (leftarg = int, rightarg = int, function = int4pl);
                """);
        try {
            verify(load());
        } finally {
            edge.beside("DROP SCHEMA shop CASCADE");
        }
    }

    private static void verify(TargetCatalog catalog) {
        int sales = oid(catalog, "sales");
        assertThat(relation(catalog, "sales").columns()).isEqualTo(Map.of(1, "id", 3, "secret"));
        assertThat(relation(catalog, "sales_1").parents()).containsExactly(sales);
        assertThat(catalog.sources().get(oid(catalog, "kept")))
                .containsExactly(new Origin(sales, 3));
        assertThat(catalog.sources().get(oid(catalog, "whole"))).contains(new Origin(sales, 0));
        assertThat(catalog.names().functions()).contains("wipe").doesNotContain("length");
        assertThat(catalog.names().operators()).containsExactly("<+>");
        assertThat(catalog.names().types())
                .contains("pair", "small")
                .doesNotContain("mood", "_mood", "sales", "customers", "_customers");
        assertThat(known(catalog, "over_wiping").conduct().kind()).isEqualTo(Conduct.Kind.VIEW);
        assertThat(known(catalog, "sales").conduct().children())
                .containsExactly(new RelationName("shop", "sales_1"));
    }

    private static CatalogRelation known(TargetCatalog catalog, String name) {
        return catalog.names().relation("shop", name).orElseThrow();
    }

    private static int oid(TargetCatalog catalog, String name) {
        return catalog.relations().entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static Relation relation(TargetCatalog catalog, String name) {
        return Objects.requireNonNull(catalog.relations().get(oid(catalog, name)));
    }

    private TargetCatalog load() {
        var clock = InstantSource.system();
        return new CatalogLoader(new TargetLogin(vertx, new Uuid7(clock)), clock)
                .load(edge.door.payments(), List.of())
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .catalog();
    }
}
