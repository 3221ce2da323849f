/** Accounts, terms, charges and warnings in PostgreSQL. Called by the logic beside it only. */
@NullMarked
package nova.billing.store;

import org.jspecify.annotations.NullMarked;
