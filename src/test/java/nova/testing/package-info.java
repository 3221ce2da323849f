/**
 * What tests of the control plane stand on: real PostgreSQL, a SendGrid that keeps letters, the
 * deployed war, and a client that holds every answer against the OpenAPI document.
 */
@NullMarked
package nova.testing;

import org.jspecify.annotations.NullMarked;
