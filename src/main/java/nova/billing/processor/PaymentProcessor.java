package nova.billing.processor;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import nova.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Who takes the money. Every call ends within a bounded time, and throws {@link ProcessorException}
 * where it does not say otherwise. Calls that make something can be repeated: the second makes
 * nothing more.
 */
public interface PaymentProcessor {

  /** False: none is set up, and nothing else may be called. */
  boolean on();

  /** Makes or finds what usage of these prices needs there. */
  void prepare(Collection<UsagePrice> prices);

  /** The tenant's customer, made if there is none. */
  String customer(TenantId tenant, String name, @Nullable String email);

  /**
   * A page where a card is left.
   *
   * @param done where to go then; the session's id is put in the place of {SESSION}
   * @param back where to go without
   */
  URI cardPage(String customer, String done, String back);

  CardSession cardSession(String id);

  /** Charges that card from now on. */
  void useCard(String customer, String card);

  URI portalPage(String customer, String back);

  /** A subscription to all these prices, in arrears, by calendar month of UTC. */
  String subscribe(TenantId tenant, String customer, Collection<UsagePrice> prices);

  /** Adds prices to a subscription that has others. */
  void extend(String subscription, Collection<UsagePrice> prices);

  Reported report(MeterReading reading);

  /** What they counted; from and to lie on minutes. */
  long counted(String customer, UsagePrice price, Instant from, Instant to);

  CustomerState state(String customer);

  /** Tries to collect an open invoice. */
  Charge pay(String invoice);

  /**
   * Charges once.
   *
   * @param key names the charge for ever
   * @param back where to go from 3-D Secure
   */
  Charge charge(
      String customer, String key, long cents, String currency, String description, String back);

  /** How a charge is now. */
  Charge charge(String intent);

  /** Throws {@link ForgedNoticeException}. */
  Notice read(String body, String signature);

  /** What happened since then, oldest first; at most what it still remembers. */
  List<Notice> noticesSince(Instant from);
}
