package nova.web.usage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A node-hour on the wire. Public for JSON-B. */
public record NodeHourBody(
    Instant hour,
    UUID nodeId,
    @Nullable String nodeName,
    Instant firstContactAt,
    Instant lastContactAt,
    boolean closed) {}
