package nova.nodes.document;

import org.jspecify.annotations.Nullable;

/**
 * A signed cookie names the server of a visitor's first request.
 *
 * @param cookieName null: "nova"
 * @param maxAgeSeconds null: until the browser closes
 */
public record Stickiness(@Nullable String cookieName, @Nullable Integer maxAgeSeconds) {}
