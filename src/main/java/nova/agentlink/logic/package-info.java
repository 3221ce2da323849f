/** What happens on a link, without any socket: connections come as {@code Wire}. */
@NullMarked
package nova.agentlink.logic;

import org.jspecify.annotations.NullMarked;
