/**
 * A real PostgreSQL on this machine, and the three roles the control plane works with. The roles
 * can be made in any PostgreSQL; tables are the control plane's own business.
 */
@NullMarked
package nova.local.postgres;

import org.jspecify.annotations.NullMarked;
