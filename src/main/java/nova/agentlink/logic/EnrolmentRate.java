package nova.agentlink.logic;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import nova.platform.Component;

/** How often one address may try to enrol, on this copy. */
@Component
public class EnrolmentRate {
  private static final int MAX_ADDRESSES = 10_000;
  private final InstantSource clock;
  private final int perMinute = LinkSettings.defaults().enrolmentsPerMinute();
  private final ConcurrentMap<String, AtomicInteger> tries = new ConcurrentHashMap<>();
  private final AtomicLong minute = new AtomicLong();

  @Inject
  public EnrolmentRate(InstantSource clock) {
    this.clock = clock;
  }

  public boolean allows(String address) {
    long now = clock.instant().getEpochSecond() / 60;
    if (minute.getAndSet(now) != now || tries.size() >= MAX_ADDRESSES) {
      tries.clear();
    }
    return tries.computeIfAbsent(address, it -> new AtomicInteger()).incrementAndGet() <= perMinute;
  }
}
