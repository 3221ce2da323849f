package nova.agent.transform;

/** What the variables of a page stand for. */
record PageFacts(
    int status, String reason, String cause, String adc, String requestId, int retryAfter) {

  String of(PageVariable variable) {
    return switch (variable) {
      case STATUS -> Integer.toString(status);
      case REASON -> reason;
      case CAUSE -> cause;
      case ADC -> adc;
      case REQUEST_ID -> requestId;
      case RETRY_AFTER -> Integer.toString(retryAfter);
    };
  }
}
