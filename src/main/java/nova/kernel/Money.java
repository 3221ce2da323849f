package nova.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money, exact: what is added up stays a decimal, and is rounded where it is shown or
 * charged, not before.
 *
 * @param currency ISO 4217: "USD"
 */
public record Money(BigDecimal amount, String currency) {
  public static final String USD = "USD";
  private static final int CENTS = 2;

  public static Money usd(String amount) {
    return new Money(new BigDecimal(amount), USD);
  }

  public static Money zero(String currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return new Money(amount.add(other.amount), currency);
  }

  public Money times(long count) {
    return new Money(amount.multiply(BigDecimal.valueOf(count)), currency);
  }

  /** Half a cent is a cent. */
  public Money toCents() {
    return new Money(amount.setScale(CENTS, RoundingMode.HALF_UP), currency);
  }

  /** Without an exponent and without zeros that say nothing: "0.13", "12.5", "100". */
  public String plain() {
    BigDecimal stripped = amount.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }

  /** As people read it: "$93.60". */
  public String shown() {
    String cents = toCents().amount().toPlainString();
    return currency.equals(USD) ? "$" + cents : cents + " " + currency;
  }
}
