package nova.nodes.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watching what servers answer to visitors, and setting bad ones aside.
 *
 * @param downStatuses none: 500–599
 * @param consecutive bad answers in a row
 * @param ratioPercent of bad ones, among at least {@code ratioMinimum} within {@code
 *     ratioWindowMillis}
 * @param maxEjectedPercent of a pool that is set aside at most
 * @param ejectLast also the last available server
 * @param panicPercent below it all those set aside get traffic again
 * @param baseEjectionMillis first time aside; doubled with each relapse
 * @param stallDetection a server that owes first bytes far too long is set aside
 */
public record PassiveHealth(
    boolean enabled,
    List<StatusRange> downStatuses,
    @Nullable Integer consecutive,
    @Nullable Integer ratioPercent,
    @Nullable Integer ratioMinimum,
    @Nullable Integer ratioWindowMillis,
    @Nullable Integer maxEjectedPercent,
    boolean ejectLast,
    @Nullable Integer panicPercent,
    @Nullable Integer baseEjectionMillis,
    boolean stallDetection) {
  public PassiveHealth {
    downStatuses = List.copyOf(downStatuses);
  }
}
