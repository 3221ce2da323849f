/**
 * Stands in for DigitalOcean, for now only as far as checking a token with GET /v2/account.
 * Droplets, regions and images are not here yet: everything else answers 404 in DigitalOcean's
 * shape.
 */
@NullMarked
package nova.local.digitalocean;

import org.jspecify.annotations.NullMarked;
