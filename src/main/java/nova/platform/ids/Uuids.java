package nova.platform.ids;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs as people and agents send them. {@link UUID#fromString} alone takes "1-1-1-1-1" for one.
 */
public final class Uuids {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Uuids() {}

  public static @Nullable UUID parse(String text) {
    return FORM.matcher(text).matches() ? UUID.fromString(text) : null;
  }
}
