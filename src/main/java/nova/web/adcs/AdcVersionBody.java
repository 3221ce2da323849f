package nova.web.adcs;

import java.time.Instant;
import nova.nodes.AdcVersion;

/** A version on the wire. Public for JSON-B. */
public record AdcVersionBody(
    long version, Instant createdAt, String author, String why, AdcDocumentBody document) {

  static AdcVersionBody of(AdcVersion version) {
    return new AdcVersionBody(
        version.version(),
        version.createdAt(),
        version.author(),
        version.why(),
        AdcDocumentBody.of(version.document()));
  }
}
