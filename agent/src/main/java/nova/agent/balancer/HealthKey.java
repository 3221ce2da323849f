package nova.agent.balancer;

/**
 * The same server asked the same question.
 *
 * @param question text that differs when the check differs; empty when there is no check
 */
public record HealthKey(ServerAddress address, String question) {}
