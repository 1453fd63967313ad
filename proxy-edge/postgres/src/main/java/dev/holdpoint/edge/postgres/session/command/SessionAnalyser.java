package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.inputs.NameTrail;
import dev.holdpoint.edge.postgres.inputs.OwnSetting;
import dev.holdpoint.edge.postgres.replication.ReplicationTexts;
import dev.holdpoint.edge.postgres.session.kept.ParameterTypes;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.postgres.session.kept.SessionNames;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.SessionName;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Analyses a session's texts as they are meant in it, by the target's catalogue of now. */
final class SessionAnalyser {
    private static final System.Logger LOG = System.getLogger(SessionAnalyser.class.getName());

    private final EdgePorts ports;
    private final HomeContext home;
    private final TargetName target;
    private final String whose;
    private final Admitted admitted;
    private final NameTrail names;
    private final SessionNames prepared;
    private final ReplicationTexts replication;
    private TargetCatalog catalog;

    SessionAnalyser(
            EdgePorts ports,
            HomeContext home,
            SessionAttributes session,
            Admitted admitted,
            NameTrail names,
            SessionNames prepared,
            TargetCatalog catalog) {
        this.ports = ports;
        this.home = home;
        this.target = session.target();
        this.whose = session.principal().id().toString();
        this.admitted = admitted;
        this.names = names;
        this.prepared = prepared;
        this.replication = new ReplicationTexts(session.replication());
        this.catalog = catalog;
    }

    /** The snapshot the last text was understood by. */
    TargetCatalog catalog() {
        return catalog;
    }

    /** Of a text that was not understood before; what it executes is understood anew, too. */
    Future<Analysis> analyse(String text) {
        return analysed(text).compose(analysis -> executed(analysis).map(analysis));
    }

    /** Of one whose parameters are of these types. */
    Future<Analysis> analyse(String text, ParameterTypes types) {
        return analyse(text)
                .compose(
                        analysis ->
                                types.areHarmless(catalog)
                                        ? done(analysis)
                                        : readAgain(analysis, types));
    }

    /** A type may have been made beside the edge since the snapshot was taken. */
    private Future<Analysis> readAgain(Analysis analysis, ParameterTypes types) {
        return home.bring(ports.catalogs().renewed(target, admitted))
                .map(snapshot -> types.areHarmless(snapshot) ? analysis : readByCode(analysis))
                .otherwise(SessionAnalyser::failed);
    }

    private static Analysis readByCode(Analysis analysis) {
        return new Analysis.NotUnderstood(
                CommandFacts.of("UNKNOWN", Effect.UNKNOWN),
                analysis.recordableText(),
                "the target would run code of its own to read a parameter of the type given");
    }

    private Future<Analysis> analysed(String text) {
        return home.bring(ports.catalogs().get(target, admitted))
                .compose(snapshot -> by(snapshot, text))
                .compose(analysis -> lacksNames(analysis) ? again(text) : done(analysis))
                .otherwise(SessionAnalyser::failed);
    }

    /** Whether a text means by now what it meant by an earlier snapshot. */
    Future<Boolean> stands(Resolved before, TargetCatalog by) {
        return home.bring(ports.catalogs().get(target, admitted))
                .compose(
                        now -> {
                            var facts = before.facts();
                            if (!now.versions().of(facts).equals(by.versions().of(facts))) {
                                return Future.succeededFuture(false);
                            }
                            if (now.names().isSame(by.names())) {
                                catalog = now;
                                return Future.succeededFuture(true);
                            }
                            var text = before.texts().getFirst();
                            return analyse(text)
                                    .map(anew -> prepared.resolve(text, anew).equals(before));
                        });
    }

    /** Whether everybody is served still what a text was understood by. */
    boolean isServed(TargetCatalog by) {
        return ports.catalogs().serves(target, admitted, by);
    }

    /**
     * Whether what the target runs means what it meant when it was judged: its relations are
     * defined as they were, and its text is understood as it was.
     */
    Future<Boolean> stillMeans(Resolved judged, TargetCatalog by) {
        return home.bring(ports.catalogs().get(target, admitted))
                .compose(
                        now -> {
                            var facts = judged.facts();
                            boolean same =
                                    now.versions()
                                            .ofRelations(facts)
                                            .equals(by.versions().ofRelations(facts));
                            return !same || now.names().isSame(by.names())
                                    ? Future.succeededFuture(same)
                                    : understoodAgain(judged, now);
                        });
    }

    /** Whether statements that were bound mean by now what they meant then. */
    Future<Boolean> stands(Resolved before, Set<Prepared> meanings) {
        return home.bring(ports.catalogs().get(target, admitted))
                .compose(
                        now -> {
                            catalog = now;
                            return meanings.stream().allMatch(one -> isUnchanged(one, now))
                                    ? Future.succeededFuture(true)
                                    : renewed(meanings)
                                            .map(anew -> prepared.union(anew).equals(before));
                        })
                .otherwise(false);
    }

    /** The target planned it by the names of then, and calls the code of now. */
    private boolean isUnchanged(Prepared bound, TargetCatalog now) {
        return bound.part() != Prepared.WHOLE
                || !bound.hasNames() && isJudgedBy(bound.analysis(), now);
    }

    private boolean isJudgedBy(Analysis analysis, TargetCatalog now) {
        if (analysis instanceof Analysis.Understood understood) {
            var basis = understood.basis();
            var user = admitted.credential().username();
            return basis.snapshot() == now.names().snapshot()
                    && basis.namespace().recoded() == names.now(user, now.schemas()).recoded();
        }
        return true;
    }

    /** The same statements, and those they execute, understood by what names mean now. */
    Future<Set<Prepared>> renewed(Set<Prepared> meanings) {
        return current(meanings).compose(this::executed);
    }

    private Future<Set<Prepared>> executed(Set<Prepared> meanings) {
        var renewals = new ArrayList<Future<Void>>();
        for (var one : meanings) {
            if (one.hasNames()) {
                renewals.add(executed(one.analysis()));
            }
        }
        return renewals.isEmpty()
                ? Future.succeededFuture(meanings)
                : Future.all(List.copyOf(renewals)).map(meanings);
    }

    private Future<Void> executed(Analysis analysis) {
        var renewals = new ArrayList<Future<Void>>();
        if (analysis instanceof Analysis.Understood understood) {
            for (var name : understood.names()) {
                if (name instanceof SessionName.Execute(var as)) {
                    var before = prepared.prepared(as);
                    renewals.add(
                            current(before)
                                    .onSuccess(after -> prepared.renew(as, before, after))
                                    .mapEmpty());
                }
            }
        }
        return Future.all(List.copyOf(renewals)).mapEmpty();
    }

    private Future<Set<Prepared>> current(Set<Prepared> meanings) {
        var snapshot = ports.catalogs().get(target, admitted);
        if (snapshot.succeeded() && meanings.stream().allMatch(one -> isCurrent(one, snapshot))) {
            catalog = snapshot.result();
            return Future.succeededFuture(meanings);
        }
        var renewed = new ArrayList<Future<Prepared>>();
        meanings.forEach(
                one ->
                        renewed.add(
                                analysed(one.text()).map(analysis -> one.understoodAs(analysis))));
        return Future.all(List.copyOf(renewed))
                .map(all -> new LinkedHashSet<>(all.<Prepared>list()));
    }

    private boolean isCurrent(Prepared prepared, Future<TargetCatalog> snapshot) {
        return !(prepared.analysis() instanceof Analysis.Understood understood)
                || understood.basis().equals(seen(snapshot.result()).basis());
    }

    private Future<Boolean> understoodAgain(Resolved judged, TargetCatalog now) {
        var text = judged.texts().getFirst();
        return understood(now, text).map(anew -> prepared.resolve(text, anew).equals(judged));
    }

    private Future<Analysis> by(TargetCatalog snapshot, String text) {
        catalog = snapshot;
        return understood(snapshot, text);
    }

    private Future<Analysis> understood(TargetCatalog snapshot, String text) {
        var seen = seen(snapshot);
        return replication
                .command(text, seen.basis())
                .map(SessionAnalyser::done)
                .orElseGet(() -> sql(text, seen));
    }

    private Future<Analysis> sql(String text, SqlCatalog seen) {
        return home.bring(
                Future.fromCompletionStage(ports.analyser().analyse(text, seen, whose))
                        .map(OwnSetting::checked)
                        .map(replication::sql));
    }

    private SqlCatalog seen(TargetCatalog snapshot) {
        var user = admitted.credential().username();
        return snapshot.names().under(names.now(user, snapshot.schemas()));
    }

    private static boolean lacksNames(Analysis analysis) {
        return analysis instanceof Analysis.Understood understood && understood.change().missing();
    }

    /** A relation may have been made beside the edge since the snapshot was taken. */
    private Future<Analysis> again(String text) {
        return home.bring(ports.catalogs().renewed(target, admitted))
                .compose(snapshot -> by(snapshot, text));
    }

    private static Future<Analysis> done(Analysis analysis) {
        return Future.succeededFuture(analysis);
    }

    private static Analysis failed(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "a command could not be analysed", failure);
        return new Analysis.NotUnderstood(
                CommandFacts.of("UNKNOWN", Effect.UNKNOWN),
                "(not analysed, so not recorded: it may hold secrets)",
                "it cannot be analysed now: " + failure.getClass().getSimpleName());
    }
}
