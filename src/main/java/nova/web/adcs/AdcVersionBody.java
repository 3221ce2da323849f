package nova.web.adcs;

import java.time.Instant;
import java.util.Map;
import nova.nodes.AdcVersion;
import nova.nodes.document.DocumentTree;

/** A version on the wire. Public for JSON-B. */
public record AdcVersionBody(
    long version, Instant createdAt, String author, String why, Map<String, Object> document) {

  static AdcVersionBody of(AdcVersion version) {
    return new AdcVersionBody(
        version.version(),
        version.createdAt(),
        version.author(),
        version.why(),
        DocumentTree.of(version.document()));
  }
}
