package nova.agent.balancer;

/** How many results in a row change a server's state. */
public record CheckRules(int rise, int fall) {}
