package nova.agent.pipeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.config.ConfigSnapshot;
import nova.agent.listener.PortPolicy;
import nova.agent.listener.Speech;
import nova.agent.listener.VisitorPort;
import nova.agent.listener.VisitorThreads;
import nova.agent.listener.greeting.Greeter;
import nova.agent.pipeline.ServingPlan.AdcPlan;
import nova.link.v1.ConfigProblem;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioWorker;

/**
 * The bound ports. A port is its address and number: whatever else a config changes about it, the
 * socket stays open, and connections that come from then on meet the new rules.
 */
final class Ports {

  /** A port's identity; the row number tells apart those whose number the system chooses. */
  private record Place(ConfigSnapshot.Port at, int row) {}

  /** One bound port and who takes its requests. */
  private record Bound(
      VisitorPort port, Entrance entrance, Optional<PortCertificates> certificates) {}

  /**
   * Ports as a config wants them, not in force yet.
   *
   * @param fresh bound for this config
   * @param offers what their visitors are offered over TLS
   * @param problems why it cannot be; nothing is in force or bound then
   */
  record Change(
      Map<Place, Bound> all,
      List<VisitorPort> fresh,
      Map<Place, PortPolicy> policies,
      Map<PortCertificates, PortCertificates.Offer> offers,
      List<ConfigProblem> problems) {}

  private final DataPlaneSettings settings;
  private final XnioWorker worker;
  private final NodeContext node;
  private final InstantSource clock;
  private final VisitorThreads threads;
  private final Map<String, AtomicInteger> connectionsOfAdc = new HashMap<>();
  private final List<VisitorPort> retired = new CopyOnWriteArrayList<>();
  private volatile Map<Place, Bound> bound = Map.of();

  Ports(DataPlaneSettings settings, XnioWorker worker, NodeContext node, InstantSource clock) {
    this.settings = settings;
    this.worker = worker;
    this.node = node;
    this.clock = clock;
    this.threads = new VisitorThreads(clock);
  }

  /** Binds what is new, and finds out everything that is in the way, beside what is known to be. */
  Change prepare(ServingPlan next, List<ConfigProblem> known) {
    Change change =
        new Change(
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new HashMap<>(),
            new IdentityHashMap<>(),
            new ArrayList<>(known));
    int row = 0;
    for (int a = 0; a < next.adcs().size(); a++) {
      AdcPlan adc = next.adcs().get(a);
      for (int l = 0; l < adc.adc().listeners().size(); l++) {
        ConfigSnapshot.Listener listener = adc.adc().listeners().get(l);
        Place place = new Place(listener.at(), listener.at().port() == 0 ? row++ : 0);
        prepare(change, "/adcs/" + a + "/listeners/" + l, place, adc, listener);
      }
    }
    if (!change.problems().isEmpty()) {
      change.fresh().forEach(VisitorPort::cut);
    }
    return change;
  }

  private void prepare(
      Change change, String at, Place place, AdcPlan adc, ConfigSnapshot.Listener listener) {
    Bound known = bound.get(place);
    int before = change.problems().size();
    Optional<PortCertificates> certificates = certificates(change, at, known, listener);
    if (change.problems().size() > before) {
      return;
    }
    Entrance entrance = known == null ? new Entrance(node, adc) : known.entrance();
    PortPolicy policy = policy(adc, listener, entrance, certificates);
    change.policies().put(place, policy);
    if (known != null) {
      change.all().put(place, new Bound(known.port(), entrance, certificates));
      return;
    }
    try {
      VisitorPort fresh = bind(place.at(), policy);
      change.fresh().add(fresh);
      change.all().put(place, new Bound(fresh, entrance, certificates));
    } catch (IOException taken) {
      change.problems().add(PortProblems.of(at, place.at(), taken, ours(place.at())));
    }
  }

  private static Optional<PortCertificates> certificates(
      Change change, String at, @Nullable Bound known, ConfigSnapshot.Listener listener) {
    if (listener.tls().isEmpty()) {
      return Optional.empty();
    }
    PortCertificates.Offer offer =
        PortCertificates.offer(at, listener.tls().get(), listener.http2(), change.problems());
    Optional<PortCertificates> mine = known == null ? Optional.empty() : known.certificates();
    PortCertificates certificates = mine.orElseGet(() -> new PortCertificates(offer));
    change.offers().put(certificates, offer);
    return Optional.of(certificates);
  }

  /** The address under which this node has the port number already, or empty text. */
  private String ours(ConfigSnapshot.Port wanted) {
    for (Place place : bound.keySet()) {
      if (place.at().port() == wanted.port()) {
        return place.at().address();
      }
    }
    return "";
  }

  private VisitorPort bind(ConfigSnapshot.Port at, PortPolicy policy) throws IOException {
    InetAddress address = InetAddress.ofLiteral(at.address());
    if (address.isAnyLocalAddress() && settings.bindOverride().isPresent()) {
      address = InetAddress.ofLiteral(settings.bindOverride().get());
    }
    InetSocketAddress where = new InetSocketAddress(address, at.port());
    return VisitorPort.bind(worker, threads, where, settings.backlog(), policy);
  }

  private PortPolicy policy(
      AdcPlan plan,
      ConfigSnapshot.Listener listener,
      Entrance entrance,
      Optional<PortCertificates> certificates) {
    ConfigSnapshot.Adc adc = plan.adc();
    ConfigSnapshot.VisitorLimits limits = adc.limits();
    Speech speech = speech(listener);
    return new PortPolicy(
        limits.maxHeaderBytes(),
        limits.maxHeaders(),
        limits.headerTimeout(),
        limits.idleTimeout(),
        limits.maxConnections(),
        connectionsOfAdc.computeIfAbsent(adc.id(), id -> new AtomicInteger()),
        speech,
        new Greeter(speech, entrance, passages(plan, listener), certificates.orElse(null)));
  }

  private Passages passages(AdcPlan plan, ConfigSnapshot.Listener listener) {
    return new Passages(
        node,
        listener.tcpRoutes().stream()
            .map(route -> Objects.requireNonNull(plan.passages().get(route.id())))
            .toList());
  }

  private static Speech speech(ConfigSnapshot.Listener listener) {
    Speech.Kind kind =
        switch (listener.protocol()) {
          case HTTP -> Speech.Kind.HTTP;
          case HTTPS -> Speech.Kind.HTTPS;
          case TCP -> Speech.Kind.TCP;
        };
    return new Speech(kind, listener.http2(), listener.proxyProtocol());
  }

  /** Puts the change in force; connections of ports that are gone finish what they are doing. */
  void commit(Change change, ServingPlan plan) {
    change.offers().forEach((certificates, offer) -> certificates.use(offer, clock.instant()));
    int row = 0;
    for (AdcPlan adc : plan.adcs()) {
      for (ConfigSnapshot.Listener listener : adc.adc().listeners()) {
        Place place = new Place(listener.at(), listener.at().port() == 0 ? row++ : 0);
        Bound b = change.all().get(place);
        PortPolicy policy = change.policies().get(place);
        if (b != null && policy != null) {
          b.entrance().plan(adc);
          b.port().policy(policy);
        }
      }
    }
    Map<Place, Bound> before = bound;
    bound = Collections.unmodifiableMap(change.all());
    change.fresh().forEach(VisitorPort::open);
    before.forEach(
        (place, old) -> {
          if (!change.all().containsKey(place)) {
            old.port().retire();
            retired.add(old.port());
          }
        });
    retired.removeIf(port -> port.connections() == 0);
  }

  /** The same ports with another plan for each of their ADCs. */
  void replan(ServingPlan plan) {
    int row = 0;
    for (AdcPlan adc : plan.adcs()) {
      for (ConfigSnapshot.Listener listener : adc.adc().listeners()) {
        Place place = new Place(listener.at(), listener.at().port() == 0 ? row++ : 0);
        Bound b = bound.get(place);
        if (b != null) {
          b.entrance().plan(adc);
        }
      }
    }
  }

  /** Forgets ADCs that are named by a refused or replaced config only. */
  void settle(ServingPlan served) {
    Set<String> ids = new HashSet<>();
    served.adcs().forEach(adc -> ids.add(adc.adc().id()));
    connectionsOfAdc.keySet().retainAll(ids);
  }

  /** Where visitors are served, in the order of the config. */
  List<InetSocketAddress> listening() {
    return bound.values().stream().map(b -> b.port().address()).toList();
  }

  VisitorThreads threads() {
    return threads;
  }

  /** Reads certificates again whose files changed. Blocks. */
  void refreshCertificates() {
    bound.values().forEach(b -> b.certificates().ifPresent(c -> c.refresh(clock.instant())));
  }

  void retireAll() {
    bound.values().forEach(b -> b.port().retire());
  }

  void cutAll() {
    bound.values().forEach(b -> b.port().cut());
    retired.forEach(VisitorPort::cut);
    threads.stop();
  }
}
