package nova.agent.listener.http2;

import io.undertow.util.HeaderMap;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackField;
import nova.agent.listener.FieldNames;
import nova.agent.listener.TrailerRules;

/** The fields behind a request's body. */
final class TrailerFields implements HpackDecoder.Fields {
  private final FieldNames names;
  private final int mostBytes;
  private final HeaderMap fields = new HeaderMap();
  private boolean malformed;
  private int bytes;

  TrailerFields(FieldNames names, int mostBytes) {
    this.names = names;
    this.mostBytes = mostBytes;
  }

  @Override
  public void field(HpackField field) {
    bytes += field.size();
    malformed |= field.pseudo() || !field.proper() || !TrailerRules.allowed(field.name());
    if (!malformed && bytes <= mostBytes) {
      fields.add(names.of(field.name()), field.value());
    }
  }

  boolean malformed() {
    return malformed || bytes > mostBytes;
  }

  HeaderMap fields() {
    return fields;
  }
}
