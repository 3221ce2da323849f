package nova.web.adcs;

import java.util.Locale;
import java.util.Map;
import nova.nodes.AdcDocument.Algorithm;
import nova.nodes.AdcDocument.Protocol;

/** The API's words for our enums. */
final class Words {
  static final Map<String, Protocol> PROTOCOLS = Map.of("http", Protocol.HTTP);
  static final Map<String, Algorithm> ALGORITHMS = Map.of("round-robin", Algorithm.ROUND_ROBIN);

  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
