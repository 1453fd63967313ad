package dev.holdpoint.policy;

import dev.holdpoint.ledger.SigningKeyFile;
import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.policy.contract.secret.SecretSettings;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.passage.Bounds;
import dev.holdpoint.policy.passage.Passes;
import dev.holdpoint.policy.propose.Proposals;
import dev.holdpoint.policy.register.GrantDesk;
import dev.holdpoint.policy.register.TargetDesk;
import dev.holdpoint.policy.revision.Past;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.revision.Seals;
import dev.holdpoint.policy.shadow.Shadow;
import dev.holdpoint.policy.shadow.ShadowReports;
import dev.holdpoint.policy.simulate.Simulations;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the service's parts share. */
@Singleton
final class PolicyBeans {
    @Produces
    @Singleton
    Rulebooks rulebooks(
            @ConfigProperty(name = "holdpoint.policy.stale-after") Duration staleAfter) {
        return new Rulebooks(InstantSource.system(), System::nanoTime, staleAfter);
    }

    @Produces
    @Singleton
    Seals seals(
            @ConfigProperty(name = "holdpoint.state-dir") Path stateDir,
            @ConfigProperty(name = "holdpoint.policy.key-name") String name,
            @ConfigProperty(name = "holdpoint.policy.trusted-keys") Optional<List<String>> trusted,
            @ConfigProperty(name = "holdpoint.policy.former-key-lost") boolean formerLost) {
        var directory = stateDir.resolve("policy-key");
        var verifier = stateDir.resolve("policy.vkey");
        return new Seals(
                SigningKeyFile.readOrMake(directory, verifier, name),
                trusted.orElse(List.of()).stream().map(VerifierKey::parse).toList(),
                formerLost);
    }

    @Produces
    @Singleton
    PolicyDesk desk(
            Vertx vertx,
            @ReactiveDataSource("policy") Pool pool,
            Rulebooks rulebooks,
            Seals seals,
            PolicySettings settings) {
        return PolicyParts.desk(vertx, pool, rulebooks, seals, settings.fourEyes());
    }

    @Produces
    @Singleton
    Shadow shadow() {
        return new Shadow();
    }

    @Produces
    @Singleton
    ShadowReports shadows(Vertx vertx, PolicyDesk desk, Shadow shadow, PolicySettings settings) {
        return new ShadowReports(vertx, settings.log(), desk, shadow);
    }

    @Produces
    @Singleton
    DocumentReader documents(SecretSettings secrets) {
        return new DocumentReader(
                key -> ConfigProvider.getConfig().getOptionalValue(key, String.class),
                secrets.bounds()::require);
    }

    @Produces
    @Singleton
    Passes passes(
            Vertx vertx,
            @ReactiveDataSource("policy") Pool pool,
            Seals seals,
            PolicySettings settings,
            @ConfigProperty(name = "holdpoint.policy.simulation-limit") Duration limit) {
        return new Passes(
                vertx,
                settings.log(),
                PolicyParts.store(pool),
                seals,
                Bounds.within(limit),
                System::nanoTime);
    }

    @Produces
    @Singleton
    Simulations simulations(Passes passes) {
        return new Simulations(passes);
    }

    @Produces
    @Singleton
    Proposals proposals(Passes passes, Past past) {
        return new Proposals(passes, past);
    }

    @Produces
    @Singleton
    Past past(Vertx vertx, @ReactiveDataSource("policy") Pool pool, Seals seals) {
        return new Past(vertx, PolicyParts.store(pool), seals, InstantSource.system());
    }

    @Produces
    @Singleton
    GrantDesk grants(PolicyDesk desk) {
        return new GrantDesk(desk.changes());
    }

    @Produces
    @Singleton
    AccessOffers offers(PolicySettings settings) {
        return new AccessOffers(settings.fourEyes());
    }

    @Produces
    @Singleton
    TargetDesk targets(PolicyDesk desk) {
        return new TargetDesk(desk.changes());
    }
}
