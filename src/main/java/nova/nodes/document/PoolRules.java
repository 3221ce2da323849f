package nova.nodes.document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nova.nodes.document.Pool.Algorithm;
import org.jspecify.annotations.Nullable;

/** What pools may say. */
final class PoolRules {
  private PoolRules() {}

  static void check(Place place, List<Pool> pools) {
    var names = new HashSet<String>();
    for (int i = 0; i < pools.size(); i++) {
      Place at = place.at(i);
      at.at("name").unique(names, pools.get(i).name(), "Another pool has this name.");
      pool(at, pools.get(i));
    }
  }

  private static void pool(Place place, Pool pool) {
    servers(place.at("servers"), pool.servers());
    hashKey(place.at("hashKey"), pool.algorithm(), pool.hashKey());
    StageRules.check(place.at("stages"), pool);
    if (pool.healthCheck() != null) {
      HealthCheckRules.check(place.at("healthCheck"), pool.healthCheck());
    }
    if (pool.stickiness() != null && pool.stickiness().cookieName() != null) {
      RouteRules.token(place.at("stickiness").at("cookieName"), pool.stickiness().cookieName());
    }
    if (pool.passiveHealth() != null) {
      FailureRules.passive(place.at("passiveHealth"), pool.passiveHealth());
    }
    if (pool.retry() != null) {
      FailureRules.retry(place.at("retry"), pool.retry());
    }
    if (pool.tls() != null) {
      tls(place.at("tls"), pool.tls());
    }
  }

  private static void servers(Place place, List<Server> servers) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      Place at = place.at(i);
      at.at("name").unique(names, server.name(), "Another server of this pool has this name.");
      at.at("host")
          .expect(Hosts.valid(server.host()), "not-a-host", "Write an IP address or a DNS name.");
      if (!server.zone().isEmpty()) {
        at.at("zone").name(server.zone());
      }
    }
  }

  private static void hashKey(Place place, Algorithm algorithm, @Nullable HashKey key) {
    if (algorithm != Algorithm.CONSISTENT_HASH) {
      place.notHere(key != null, "Only the algorithm consistentHash has a key.");
      return;
    }
    place.required(key, "Say by what servers are chosen, such as {\"source\":\"clientAddress\"}.");
    if (key == null) {
      return;
    }
    if (key.source().named()) {
      RouteRules.token(place.at("name"), key.name());
    } else {
      place
          .at("name")
          .notHere(!key.name().isEmpty(), "There is only one of it, so it has no name.");
    }
  }

  private static void tls(Place place, ServerTls tls) {
    String name = tls.serverName();
    place
        .at("serverName")
        .expect(name == null || Hosts.valid(name), "not-a-host", "Write a DNS name.");
    String authorities = tls.caPem();
    place
        .at("caPem")
        .expect(
            authorities == null || Syntax.certificates(authorities),
            "not-a-certificate",
            "Paste one or more certificates in PEM, from BEGIN CERTIFICATE to END CERTIFICATE.");
    place
        .at("caPem")
        .notHere(authorities != null && !tls.verify(), "Nothing is verified when verify is off.");
    if (tls.clientCertificate() != null) {
      ListenerRules.files(place.at("clientCertificate"), tls.clientCertificate());
    }
  }
}
