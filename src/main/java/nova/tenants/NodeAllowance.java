package nova.tenants;

import org.jspecify.annotations.Nullable;

/**
 * How many nodes an organisation may have. {@code billing} works it out and writes it here; whoever
 * makes nodes takes a {@link NodeSlots slot} and never asks billing.
 *
 * @param maxNodes null: as many as they like
 * @param wholeHours a slot that is given back stays taken until its hour ends, because the hour is
 *     paid for: what keeps a limit on money exact when nodes come and go
 * @param code why not more, stable: "plan-limit", "no-card", "node-cap", "spend-cap", "payment-due"
 * @param why the same for people, one sentence
 * @param remedy what to do for more, one sentence
 */
public record NodeAllowance(
    @Nullable Integer maxNodes, boolean wholeHours, String code, String why, String remedy) {}
