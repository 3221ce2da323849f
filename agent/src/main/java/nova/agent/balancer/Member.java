package nova.agent.balancer;

/**
 * A server as one config uses it.
 *
 * @param weight 0: only visitors that name it
 * @param near in the node's own zone
 * @param backup only when no other server is available
 * @param open neither draining nor in maintenance
 * @param stage its index, or {@link Visit#NONE}
 */
public record Member(
    ServerState state, int weight, boolean near, boolean backup, boolean open, int stage) {}
