package nova.nodes;

import java.time.Instant;
import nova.nodes.document.AdcDocument;

/** What an ADC was at some time. Never changes. */
public record AdcVersion(
    long version, Instant createdAt, String author, String why, AdcDocument document) {}
