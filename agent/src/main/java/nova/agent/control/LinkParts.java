package nova.agent.control;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import nova.agent.pipeline.DataPlane;
import nova.agent.state.ServedHours;
import nova.agent.telemetry.MetricSpool;
import nova.agent.telemetry.MetricWindows;
import nova.link.v1.NodeFacts;
import nova.link.v1.Retire;

/**
 * What the link speaks for.
 *
 * @param work runs configs and commands, one at a time; never an I/O thread of the data plane
 * @param retire drains and forgets; answers what was done, in one sentence
 * @param connected runs after each Welcome
 */
public record LinkParts(
    LinkSettings settings,
    DataPlane plane,
    ConfigDesk desk,
    MetricSpool spool,
    MetricWindows windows,
    ServedHours hours,
    Supplier<NodeFacts> facts,
    InstantSource clock,
    Executor work,
    Function<Retire, String> retire,
    Runnable connected) {}
