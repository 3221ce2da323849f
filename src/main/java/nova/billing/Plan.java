package nova.billing;

import java.util.Locale;

/** What a customer has chosen. Prices and allowances are {@link PlanTerms}, which are data. */
public enum Plan {
  FREE,
  PRO,
  BUSINESS,
  /** Somebody runs the control plane themselves: billing is off. */
  SELF_HOSTED;

  /** As the API and the database write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As people read it. */
  public String title() {
    return switch (this) {
      case FREE -> "Free";
      case PRO -> "Pro";
      case BUSINESS -> "Business";
      case SELF_HOSTED -> "Self-hosted";
    };
  }

  public static Plan of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
