/**
 * Which server gets a request, and what is known about servers. Pure Java: no sockets, no Undertow.
 *
 * <p>{@link nova.agent.balancer.PoolBalance} is the door. It keeps a {@code Lineup} of who is
 * available, made anew only when a verdict changed, and leaves the choice within it to a {@code
 * Method}. {@code AnswerWatch} sets servers aside by their answers.
 *
 * <p>What is known outlives configs in the {@link nova.agent.balancer.HealthLedger}: load and speed
 * per address, verdicts per address and check, counts per server of a pool. Not here: asking
 * servers, names, retries. Called by {@code pipeline}.
 */
@NullMarked
package nova.agent.balancer;

import org.jspecify.annotations.NullMarked;
