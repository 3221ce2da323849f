package nova.billing.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Price;
import com.stripe.model.billing.Meter;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.billing.MeterCreateParams;
import com.stripe.param.billing.MeterListParams;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nova.billing.processor.UsagePrice;
import nova.platform.Component;

/**
 * Meters, products and prices, found by names that follow from our price, made when they are not
 * there. Several copies may do so at once: who comes second finds what the first made.
 */
@Component
class StripeCatalogue {
  private static final String PREFIX = "nova_node_hours_";
  private static final long PAGE = 100;
  private final StripeAccess stripe;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> codes = new ConcurrentHashMap<>();

  /** What a price of ours is called there. */
  record Entry(String meter, String event, String price) {}

  @Inject
  StripeCatalogue(StripeAccess stripe) {
    this.stripe = stripe;
  }

  Entry entry(UsagePrice price) {
    Entry known = entries.get(price.code());
    if (known != null) {
      return known;
    }
    Entry found = stripe.call(() -> findOrMake(price));
    entries.put(price.code(), found);
    codes.put(found.price(), Optional.of(price.code()));
    return found;
  }

  /** Our code of one of their prices, if it is of ours. */
  Optional<String> code(String price) {
    return codes.computeIfAbsent(
        price,
        id ->
            Optional.ofNullable(stripe.call(() -> stripe.v1().prices().retrieve(id)).getLookupKey())
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> key.substring(PREFIX.length())));
  }

  private Entry findOrMake(UsagePrice price) throws StripeException {
    String event = event(price);
    Meter meter = meter(event, price);
    return new Entry(meter.getId(), event, price(price, meter).getId());
  }

  /** Letters, digits and underscores: "nova_node_hours_pro_0_13_usd". */
  private static String event(UsagePrice price) {
    return PREFIX + price.code().replace('-', '_').replace('.', '_');
  }

  private Meter meter(String event, UsagePrice price) throws StripeException {
    Optional<Meter> found = findMeter(event);
    return found.isPresent() ? found.get() : makeMeter(event, price);
  }

  private Optional<Meter> findMeter(String event) throws StripeException {
    var active =
        MeterListParams.builder().setStatus(MeterListParams.Status.ACTIVE).setLimit(PAGE).build();
    for (Meter meter : stripe.v1().billing().meters().list(active).autoPagingIterable()) {
      if (meter.getEventName().equals(event)) {
        return Optional.of(meter);
      }
    }
    return Optional.empty();
  }

  private Meter makeMeter(String event, UsagePrice price) throws StripeException {
    var wanted =
        MeterCreateParams.builder()
            .setDisplayName(title(price))
            .setEventName(event)
            .setDefaultAggregation(
                MeterCreateParams.DefaultAggregation.builder()
                    .setFormula(MeterCreateParams.DefaultAggregation.Formula.SUM)
                    .build())
            .build();
    try {
      return stripe.v1().billing().meters().create(wanted, StripeAccess.once("meter-" + event));
    } catch (InvalidRequestException e) {
      Optional<Meter> madeMeanwhile = findMeter(event);
      if (madeMeanwhile.isEmpty()) {
        throw e;
      }
      return madeMeanwhile.get();
    }
  }

  private static String title(UsagePrice price) {
    String plan = price.plan();
    return "Node-hours, " + plan.substring(0, 1).toUpperCase(Locale.ROOT) + plan.substring(1);
  }

  private Price price(UsagePrice price, Meter meter) throws StripeException {
    Optional<Price> found = findPrice(PREFIX + price.code());
    return found.isPresent() ? found.get() : makePrice(price, meter);
  }

  private Optional<Price> findPrice(String key) throws StripeException {
    var wanted = PriceListParams.builder().addLookupKey(key).setLimit(1L).build();
    return stripe.v1().prices().list(wanted).getData().stream().findFirst();
  }

  private Price makePrice(UsagePrice price, Meter meter) throws StripeException {
    String key = PREFIX + price.code();
    var wanted =
        PriceCreateParams.builder()
            .setCurrency(price.currency())
            .setProduct(product(price))
            .setLookupKey(key)
            .setUnitAmountDecimal(price.unitCents())
            .setRecurring(
                PriceCreateParams.Recurring.builder()
                    .setInterval(PriceCreateParams.Recurring.Interval.MONTH)
                    .setUsageType(PriceCreateParams.Recurring.UsageType.METERED)
                    .setMeter(meter.getId())
                    .build())
            .build();
    try {
      return stripe.v1().prices().create(wanted, StripeAccess.once("price-" + key));
    } catch (InvalidRequestException e) {
      Optional<Price> madeMeanwhile = findPrice(key);
      if (madeMeanwhile.isEmpty()) {
        throw e;
      }
      return madeMeanwhile.get();
    }
  }

  /** One for each plan, under an id of our own. */
  private String product(UsagePrice price) throws StripeException {
    String id = PREFIX + price.plan().replace('-', '_');
    try {
      return stripe.v1().products().retrieve(id).getId();
    } catch (InvalidRequestException notThere) {
      var wanted =
          ProductCreateParams.builder()
              .setId(id)
              .setName(title(price))
              .setUnitLabel("node-hour")
              .build();
      return stripe.v1().products().create(wanted, StripeAccess.once("product-" + id)).getId();
    }
  }
}
