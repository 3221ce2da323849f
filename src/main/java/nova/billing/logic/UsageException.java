package nova.billing.logic;

import nova.billing.store.UsageRows.Waiting;

/** Usage that somebody has to look at. For the error reports. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(Waiting event, String what) {
    super("usage %s/%d: %s".formatted(event.tenant(), event.link(), what));
  }
}
