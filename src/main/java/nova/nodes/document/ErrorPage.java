package nova.nodes.document;

import org.jspecify.annotations.Nullable;

/**
 * What a visitor sees when a node answers by itself.
 *
 * @param html for those that prefer it; empty: the node's own page
 * @param json for those that ask for it; empty: an RFC 9457 problem
 * @param retryAfterSeconds of 503
 */
public record ErrorPage(
    int statusFrom, int statusTo, String html, String json, @Nullable Integer retryAfterSeconds) {}
