package nova.agent.upstream;

import java.util.Arrays;

/** Everything on one thread that may time out; adding and removing cost a few instructions. */
public final class TimedList {
  private Timed[] members = new Timed[64];
  private int count;

  /** Can time out. */
  public abstract static class Timed {
    private int index = -1;

    /** Looks at the clock; may remove itself. */
    protected abstract void sweep(long now);
  }

  public void add(Timed member) {
    if (member.index >= 0) {
      return;
    }
    if (count == members.length) {
      members = Arrays.copyOf(members, 2 * count);
    }
    member.index = count;
    members[count++] = member;
  }

  @SuppressWarnings("NullAway") // the freed slot is never read
  public void remove(Timed member) {
    if (member.index < 0) {
      return;
    }
    Timed last = members[--count];
    members[member.index] = last;
    last.index = member.index;
    members[count] = null;
    member.index = -1;
  }

  void sweep(long now) {
    for (int i = count - 1; i >= 0; i--) {
      if (i < count) {
        members[i].sweep(now);
      }
    }
  }
}
