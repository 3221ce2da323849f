package nova.agent.transform;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.List;

/** Changes to header fields, in order. */
public final class HeaderEdits {
  public static final HeaderEdits NONE = new HeaderEdits(List.of());

  public enum Action {
    SET,
    ADD,
    REMOVE
  }

  /** Value is not looked at for REMOVE. */
  public record Edit(Action action, String name, String value) {}

  private final Edit[] edits;
  private final HttpString[] names;

  public HeaderEdits(List<Edit> edits) {
    // header maps hold one character per octet: a euro sign is three of them on the wire
    this.edits =
        edits.stream()
            .map(e -> new Edit(e.action(), e.name(), UriText.octets(e.value())))
            .toArray(Edit[]::new);
    this.names = edits.stream().map(e -> new HttpString(e.name())).toArray(HttpString[]::new);
  }

  public boolean isEmpty() {
    return edits.length == 0;
  }

  public void apply(HeaderMap fields) {
    for (int i = 0; i < edits.length; i++) {
      switch (edits[i].action()) {
        case SET -> fields.put(names[i], edits[i].value());
        case ADD -> fields.add(names[i], edits[i].value());
        case REMOVE -> fields.remove(names[i]);
      }
    }
  }
}
