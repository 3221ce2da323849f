package nova.billing.processor;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price of node-hours. Its code names it at the processor, for ever: another amount is another
 * price.
 *
 * @param code "pro-0.13-usd"
 * @param unitCents of one node-hour
 */
public record UsagePrice(String code, String plan, BigDecimal unitCents, String currency) {
  private static final Pattern CODE =
      Pattern.compile("([a-z][a-z-]{0,30})-([0-9]{1,6}(?:\\.[0-9]{1,6})?)-([a-z]{3})");
  private static final int CENT_PLACES = 2;

  public static UsagePrice of(String code) {
    Matcher parts = CODE.matcher(code);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the code of a price: " + code);
    }
    BigDecimal cents = new BigDecimal(parts.group(2)).movePointRight(CENT_PLACES);
    return new UsagePrice(code, parts.group(1), cents, parts.group(3));
  }
}
