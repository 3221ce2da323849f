package nova.agentlink.logic;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UUIDs in canonical text form. */
public final class Ids4 {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Ids4() {}

  public static @Nullable UUID parse(String text) {
    return FORM.matcher(text).matches() ? UUID.fromString(text) : null;
  }
}
