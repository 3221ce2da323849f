/**
 * Everything HTTP: the REST API under {@code /api/v1}, who may call it, error bodies, the console's
 * static files. Imports contracts of rooms, never their shelves.
 *
 * <p>Called by browsers and programs. Not here: any rule of a domain, any SQL.
 */
@NullMarked
package nova.web;

import org.jspecify.annotations.NullMarked;
