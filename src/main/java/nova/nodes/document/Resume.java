package nova.nodes.document;

import org.jspecify.annotations.Nullable;

/**
 * Going on with a download that was cut off, from another server.
 *
 * @param lastModified also without a strong ETag, by Last-Modified and length
 * @param maxTimes per answer
 */
public record Resume(boolean enabled, boolean lastModified, @Nullable Integer maxTimes) {}
