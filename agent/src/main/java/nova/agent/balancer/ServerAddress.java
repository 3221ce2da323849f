package nova.agent.balancer;

/** Where a server is, as the config says it. */
public record ServerAddress(String host, int port) {}
