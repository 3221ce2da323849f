package nova.agentlink.logic;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import nova.metrics.TrafficIntake;
import nova.nodes.LinkedNodes;
import nova.platform.errors.ErrorReports;

/** What every connection works with. */
record LinkParts(
    LinkedNodes nodes,
    Contacts contacts,
    TrafficIntake intake,
    ErrorReports reports,
    InstantSource clock,
    LongSupplier nanos,
    Executor executor) {}
