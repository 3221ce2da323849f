package nova.tenants;

import java.util.Locale;

/** What somebody may do in an organisation. */
public enum Role {
  OWNER(true, true),
  ADMIN(true, true),
  OPERATOR(true, false),
  BILLING(false, false),
  READER(false, false);

  private final boolean operates;
  private final boolean administers;

  Role(boolean operates, boolean administers) {
    this.operates = operates;
    this.administers = administers;
  }

  /** May change nodes and what they serve. */
  public boolean operates() {
    return operates;
  }

  /** May change the organisation itself: its name, its people, its tokens. */
  public boolean administers() {
    return administers;
  }

  /** As the API and the database write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
