package nova.tenants;

import java.util.Locale;

/** What somebody may do in an organisation. */
public enum Role {
  OWNER(true, true, true),
  ADMIN(true, true, true),
  OPERATOR(true, false, false),
  BILLING(false, false, true),
  READER(false, false, false);

  private final boolean operates;
  private final boolean administers;
  private final boolean pays;

  Role(boolean operates, boolean administers, boolean pays) {
    this.operates = operates;
    this.administers = administers;
    this.pays = pays;
  }

  /** May change nodes and what they serve. */
  public boolean operates() {
    return operates;
  }

  /** May change the organisation itself: its name, its people, its tokens. */
  public boolean administers() {
    return administers;
  }

  /** May change the plan, limits on money, and how it is paid. */
  public boolean pays() {
    return pays;
  }

  /** As the API and the database write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
