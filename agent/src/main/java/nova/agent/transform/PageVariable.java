package nova.agent.transform;

import java.util.Locale;

/** What may stand in double braces in a page, by its name in lower case. */
enum PageVariable {
  STATUS,
  REASON,
  CAUSE,
  ADC,
  REQUEST_ID,
  RETRY_AFTER;

  String written() {
    return "{{" + name().toLowerCase(Locale.ROOT) + "}}";
  }
}
