/**
 * Gathering batches into few large inserts, exactly once; asking for series. Nothing here is called
 * but through the contract.
 *
 * <p>Why exactly once. A batch is named (node, spool, sequence); its rows are split by day, and one
 * insert carries one day, which ClickHouse stores as one part or not at all.
 *
 * <ol>
 *   <li>Within one connection a batch is sent once. An insert whose outcome is unknown is repeated
 *       with the same rows and the same token, and ClickHouse drops the repetition.
 *   <li>Over connections: before each attempt the database of record is asked whether the batch's
 *       connection is still its node's newest; if not, the batch is dropped unacknowledged. So no
 *       attempt begins later than {@code fenceLife} after the next connection was recorded, and
 *       every attempt ends within the server's own time limit for inserts.
 *   <li>The next connection sends it as "resent". It is held until {@code hold} after it arrived:
 *       longer than both limits together, so by then an earlier insert happened or never will. Then
 *       it is looked up, and what is not there is inserted.
 *   <li>A group that lost a member after an attempt with unknown outcome is taken apart, and what
 *       remains goes the way of "resent".
 *   <li>An acknowledgement is sent only after the insert returned or the look-up found all of it.
 * </ol>
 *
 * What is left: a copy frozen for longer than {@code hold - fenceLife - insertLimit} between asking
 * and sending. It asks again when more than {@code fenceLife} passed.
 */
@NullMarked
package nova.metrics.logic;

import org.jspecify.annotations.NullMarked;
