package nova.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Looking up a route leaves nothing behind for the collector. */
class RouteTableCostTest {
  private static final int LOOKUPS = 20_000;

  @Test
  void a_lookup_among_500_routes_allocates_nothing() {
    RouteTable table = RouteTableTimings.table();
    RequestView[] requests = RouteTableTimings.requests();
    long sum = RouteTableTimings.run(table, requests, LOOKUPS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    sum += RouteTableTimings.run(table, requests, LOOKUPS);
    long after = threads.getCurrentThreadAllocatedBytes();
    assertThat(sum).isPositive();
    // the measurement itself takes some
    assertThat(after - before).isLessThan(LOOKUPS);
  }
}
