/**
 * The agent: one small JVM program per node that <em>is</em> the load balancer. {@link
 * nova.agent.AgentMain} puts the rooms together with plain constructors; nothing else lives here.
 */
@NullMarked
package nova.agent;

import org.jspecify.annotations.NullMarked;
