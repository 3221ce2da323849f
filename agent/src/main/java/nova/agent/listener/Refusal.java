package nova.agent.listener;

/** Why a request is not let in: the status and one line for the visitor. */
public record Refusal(int status, String cause) {}
