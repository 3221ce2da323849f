package nova.nodes.logic;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.nodes.logic.ConfigCompiler.Compiled;
import nova.nodes.store.AdcRows;
import nova.nodes.store.ConfigRows;
import nova.nodes.store.ConfigRows.Body;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** Compiles what every node of a tenant should serve, in the transaction that changes it. */
@Component
class Rollouts {
  private final AdcRows adcs;
  private final ConfigRows configs;

  @Inject
  Rollouts(AdcRows adcs, ConfigRows configs) {
    this.adcs = adcs;
    this.configs = configs;
  }

  /**
   * One change at a time per tenant: two that compile the same node side by side would each miss
   * the other. First in every transaction that changes ADCs or the set of nodes.
   */
  void begin(Sql sql, TenantId tenant) {
    configs.lock(sql, tenant);
  }

  /** A constant number of statements, however many nodes there are. */
  void compile(Sql sql, TenantId tenant, Instant now) {
    Map<NodeId, Compiled> compiled =
        ConfigCompiler.compile(configs.nodes(sql, tenant), adcs.keyed(sql, tenant));
    if (compiled.isEmpty()) {
      return;
    }
    var bodies = new LinkedHashMap<String, Body>();
    var hashes = new LinkedHashMap<NodeId, String>();
    compiled.forEach(
        (node, config) -> {
          bodies.put(
              config.hash(),
              new Body(config.hash(), config.body(), config.capability(), config.needs()));
          hashes.put(node, config.hash());
        });
    configs.keep(sql, tenant, bodies.values());
    configs.desire(sql, tenant, hashes, now);
  }
}
