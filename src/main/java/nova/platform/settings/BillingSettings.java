package nova.platform.settings;

/**
 * Whether this installation sells anything.
 *
 * @param on {@code NOVA_BILLING}: "on" (the default) or "off", for those who run Nova themselves
 */
public record BillingSettings(boolean on) {}
