package nova.tenants.logic;

import java.time.InstantSource;
import nova.platform.persistence.Database;
import nova.tenants.NodeSlots;
import nova.tenants.store.SlotRows;

/** Slots, put together by hand. */
public final class TestSlots {
  private TestSlots() {}

  public static NodeSlots on(Database database, InstantSource clock) {
    return new Slots(database, new SlotRows(), clock);
  }
}
