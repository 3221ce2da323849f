package nova.agent.pipeline;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import nova.agent.balancer.CheckRules;
import nova.agent.balancer.HealthKey;
import nova.agent.balancer.ServerState;
import nova.agent.config.Check;
import nova.agent.config.Pool;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.Probes;
import nova.agent.upstream.probe.Engines;
import nova.agent.upstream.probe.JsonWanted;
import nova.agent.upstream.probe.Question;
import nova.agent.upstream.probe.Route;
import nova.agent.upstream.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/** Turns the checks of a plan into questions to servers. */
final class Checks {
  private Checks() {}

  /** Takes the result of one check. */
  interface Sink {
    void checked(ServerState state, String cause, CheckRules rules);
  }

  /** Text that differs when a server of the pool is asked differently; empty: not asked. */
  static String question(Pool pool, String host) {
    return pool.check()
        .map(check -> check + " " + pool.tls() + " " + pool.protocol() + " " + host)
        .orElse("");
  }

  /** One for each server and question, however many pools ask it. */
  static List<Probes.Target> targets(ServingPlan plan, Sink sink) {
    Map<HealthKey, Probes.Target> targets = new HashMap<>();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        pool.pool().check().ifPresent(check -> targets(pool, check, sink, targets));
      }
    }
    return List.copyOf(targets.values());
  }

  private static void targets(
      ServingPlan.PoolPlan pool, Check check, Sink sink, Map<HealthKey, Probes.Target> targets) {
    CheckRules rules = new CheckRules(check.rise(), check.fall());
    for (int i = 0; i < pool.states().length; i++) {
      if (pool.servers()[i].maintenance()) {
        continue;
      }
      ServerState state = pool.states()[i];
      Endpoint endpoint = pool.endpoints()[i];
      targets.put(
          state.key(),
          new Probes.Target(
              state.key(),
              route(pool.pool(), check, endpoint),
              question(check, authority(check, endpoint)),
              check.interval(),
              check.timeout(),
              check.jitterPercent(),
              cause -> sink.checked(state, cause, rules)));
    }
  }

  private static String authority(Check check, Endpoint endpoint) {
    return check.host().isEmpty() ? endpoint.authority() : check.host();
  }

  private static Question question(Check check, String authority) {
    return switch (check.kind()) {
      case TCP -> new Question.Tcp();
      case TLS -> new Question.Tls();
      case GRPC -> new Question.Grpc(authority, check.grpcService());
      case HTTP ->
          new Question.Http(
              check.method(),
              check.path(),
              authority,
              fields(check),
              expected(check.expected()),
              check.bodyContains(),
              check
                  .json()
                  .map(json -> new JsonWanted(json.pointer(), json.equalTo()))
                  .orElse(null));
    };
  }

  private static List<Question.Field> fields(Check check) {
    List<Question.Field> fields = new ArrayList<>();
    check.headers().forEach(set -> fields.add(new Question.Field(set.name(), set.value())));
    return List.copyOf(fields);
  }

  private static IntPredicate expected(List<Pool.StatusRange> ranges) {
    return status -> ranges.stream().anyMatch(range -> range.holds(status));
  }

  private static Route route(Pool pool, Check check, Endpoint endpoint) {
    return new Route(
        Objects.requireNonNull(endpoint.address()),
        endpoint.host(),
        pool.protocol().proxyProtocol(),
        engines(check, endpoint),
        pool.protocol().http2());
  }

  /**
   * As visitors' requests are sent; a check may ask for a handshake where they are sent in clear.
   */
  private static @Nullable Engines engines(Check check, Endpoint endpoint) {
    ServerTls tls = endpoint.transport().tls();
    return tls != null ? tls::engine : check.kind() == Check.Kind.TLS ? Checks::engine : null;
  }

  private static SSLEngine engine(String host, int port, boolean http2)
      throws GeneralSecurityException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters wanted = engine.getSSLParameters();
    wanted.setApplicationProtocols(
        http2 ? new String[] {"h2", "http/1.1"} : new String[] {"http/1.1"});
    wanted.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(wanted);
    return engine;
  }
}
