package dev.holdpoint.edge.postgres;

import dev.holdpoint.edge.command.CommandPipeline;
import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.identity.Authenticator;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.postgres.catalogue.Catalogs;
import dev.holdpoint.edge.postgres.estimate.RowEstimates;
import dev.holdpoint.edge.postgres.login.RowMemory;
import dev.holdpoint.edge.postgres.session.client.MessageMemory;
import dev.holdpoint.edge.postgres.session.kept.KeptMemory;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.edge.session.SessionGate;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.sql.StatementAnalyser;

/**
 * What the PostgreSQL edge needs of the rest of the edge.
 *
 * @param edge this process' identity and incarnation, for SessionOpened
 * @param memory for large messages of clients
 * @param rows for large messages of targets
 * @param kept for prepared texts and portals
 * @param copyInBytes how much data one command may copy in
 * @param maskKey what tokens and other keyed masks depend on
 */
public record EdgePorts(
        String edge,
        Authenticator authenticator,
        SessionGate gate,
        CommandPipeline pipeline,
        Recorder recorder,
        HoldRoom holds,
        StatementAnalyser analyser,
        Catalogs catalogs,
        RowEstimates estimates,
        IdSource ids,
        LiveSessions live,
        MessageMemory memory,
        RowMemory rows,
        KeptMemory kept,
        long copyInBytes,
        MaskKey maskKey) {}
