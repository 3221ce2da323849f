package nova.agent.listener;

/**
 * How much to hand to the kernel at a time. Whoever reads slowly is held one record or frame, not
 * what fits into a large buffer: a thousand slow readers must not fill the memory.
 */
public final class Pace {
  // so many writes that the kernel took whole, and it is trusted with large ones again
  private static final int SMOOTH = 128;

  private int smooth = SMOOTH;

  /** Whether several may go together. */
  public boolean quick() {
    return smooth >= SMOOTH;
  }

  /** The kernel took all of a write, or not. */
  public void wrote(boolean all) {
    smooth = all ? smooth + 1 : 0;
  }
}
