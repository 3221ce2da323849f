package nova.agent.balancer;

/**
 * Where the visitors of one stage, or of none, may go.
 *
 * @param tiers the first with a server to be had is used
 * @param trials servers set aside that one of these visitors may try
 */
@SuppressWarnings("ArrayRecordComponent") // read per request, written never, never leaves the room
record Division(Tier[] tiers, int[] trials) {}
