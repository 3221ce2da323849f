package nova.web.billing;

import java.math.BigDecimal;
import nova.kernel.Money;
import nova.web.json.JsonFields;
import org.jspecify.annotations.Nullable;

/** Money on the wire: a decimal as text, so that nobody reads it as a float. Public for JSON-B. */
public record MoneyBody(String amount, String currency) {
  private static final String DECIMAL = "[0-9]{1,10}(\\.[0-9]{1,6})?";

  /** Exactly. */
  static MoneyBody of(Money money) {
    return new MoneyBody(money.plain(), money.currency());
  }

  /** As it is charged: in whole cents. */
  static MoneyBody cents(Money money) {
    Money rounded = money.toCents();
    return new MoneyBody(rounded.amount().toPlainString(), rounded.currency());
  }

  static @Nullable MoneyBody optional(@Nullable Money money) {
    return money == null ? null : cents(money);
  }

  static Money read(JsonFields fields) {
    String amount = fields.string("amount", 1, 17);
    if (!fields.faulty("amount") && !amount.matches(DECIMAL)) {
      fields.problem("amount", "not-a-decimal", "Write a decimal as text, such as \"12.50\".");
    }
    String currency = fields.stringOr("currency", 3, 3, Money.USD);
    return new Money(fields.faulty("amount") ? BigDecimal.ZERO : new BigDecimal(amount), currency);
  }
}
