/** The agents' HTTP: enrolment, the check before the upgrade, the WebSocket. */
@NullMarked
package nova.agentlink.door;

import org.jspecify.annotations.NullMarked;
