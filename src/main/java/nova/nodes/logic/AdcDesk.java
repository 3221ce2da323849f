package nova.nodes.logic;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.NodeId;
import nova.kernel.Page;
import nova.kernel.Problem;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.nodes.Adc;
import nova.nodes.AdcCommands;
import nova.nodes.AdcId;
import nova.nodes.AdcQueries;
import nova.nodes.AdcVersion;
import nova.nodes.Sharing;
import nova.nodes.Sharing.Standing;
import nova.nodes.document.AdcDocument;
import nova.nodes.store.AdcRows;
import nova.nodes.store.AdcRows.NodeStanding;
import nova.nodes.store.AdcRows.Stored;
import nova.nodes.store.ConfigRows;
import nova.nodes.store.ConfigRows.Placed;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.Audit;
import org.jspecify.annotations.Nullable;

/** Reading and changing ADCs. */
@Component
class AdcDesk implements AdcQueries, AdcCommands {
  private final Database database;
  private final AdcRows rows;
  private final ConfigRows configs;
  private final Rollouts rollouts;
  private final Audit audit;
  private final Ids ids;

  @Inject
  AdcDesk(
      Database database,
      AdcRows rows,
      ConfigRows configs,
      Rollouts rollouts,
      Audit audit,
      Ids ids) {
    this.database = database;
    this.rows = rows;
    this.configs = configs;
    this.rollouts = rollouts;
    this.audit = audit;
    this.ids = ids;
  }

  @Override
  public Page<Adc> adcs(TenantScope scope, int limit, @Nullable UUID before) {
    return database.read(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          var nodes = rows.nodes(sql, scope.tenant());
          return Pages.of(
              rows.page(sql, scope.tenant(), limit + 1, before).stream()
                  .map(stored -> adc(stored, nodes))
                  .toList(),
              limit,
              adc -> adc.id().toString());
        });
  }

  @Override
  public Adc adc(TenantScope scope, AdcId id) {
    return database.read(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          Stored stored = rows.find(sql, scope.tenant(), id).orElseThrow(AdcDesk::unknown);
          return adc(stored, rows.nodes(sql, scope.tenant()));
        });
  }

  @Override
  public Page<AdcVersion> versions(TenantScope scope, AdcId id, int limit, @Nullable Long before) {
    return database.read(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          if (!rows.exists(sql, scope.tenant(), id)) {
            throw unknown();
          }
          return Pages.of(
              rows.versions(sql, scope.tenant(), id, limit + 1, before),
              limit,
              version -> Long.toString(version.version()));
        });
  }

  @Override
  public AdcVersion version(TenantScope scope, AdcId id, long version) {
    return database.read(
        scope,
        entities ->
            rows.version(Sql.in(entities), scope.tenant(), id, version)
                .orElseThrow(() -> new FailureException(new Failure.NotFound("version"))));
  }

  @Override
  public Map<AdcId, String> names(TenantScope scope) {
    return database.read(scope, entities -> rows.names(Sql.in(entities), scope.tenant()));
  }

  @Override
  public AdcId create(ChangeScope scope, AdcDocument document) {
    refuseIfAny(document.problems());
    var id = new AdcId(ids.next());
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          rollouts.begin(sql, scope.tenant());
          check(sql, scope.tenant(), id, document);
          rows.insert(sql, scope, id, document);
          rollouts.compile(sql, scope.tenant(), scope.when());
          audit.note(scope, "adc.create", id.toString());
        });
    return id;
  }

  @Override
  public AdcId replace(ChangeScope scope, AdcId id, long version, AdcDocument document) {
    refuseIfAny(document.problems());
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          rollouts.begin(sql, scope.tenant());
          present(sql, scope.tenant(), id, version);
          check(sql, scope.tenant(), id, document);
          if (!rows.replace(sql, scope, id, version, document)) {
            throw stale();
          }
          rollouts.compile(sql, scope.tenant(), scope.when());
          audit.note(scope, "adc.replace", id.toString());
        });
    return id;
  }

  @Override
  public AdcId delete(ChangeScope scope, AdcId id, long version) {
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          rollouts.begin(sql, scope.tenant());
          present(sql, scope.tenant(), id, version);
          if (!rows.delete(sql, scope, id, version)) {
            throw stale();
          }
          rollouts.compile(sql, scope.tenant(), scope.when());
          audit.note(scope, "adc.delete", id.toString());
        });
    return id;
  }

  private void present(Sql sql, TenantId tenant, AdcId id, long version) {
    Stored stored = rows.find(sql, tenant, id).orElseThrow(AdcDesk::unknown);
    if (stored.revision() != version) {
      throw stale();
    }
  }

  /** What can only be seen beside the tenant's other ADCs and nodes. */
  private void check(Sql sql, TenantId tenant, AdcId id, AdcDocument document) {
    var problems = new ArrayList<Problem>();
    List<Standing> others =
        rows.standing(sql, tenant).stream().filter(adc -> !adc.id().equals(id)).toList();
    if (others.stream()
        .anyMatch(other -> other.document().name().equalsIgnoreCase(document.name()))) {
      problems.add(new Problem("/name", "duplicate", "Another ADC has this name."));
    }
    problems.addAll(Sharing.clashes(document, others));
    var nodes = configs.nodes(sql, tenant).stream().map(Placed::id).collect(Collectors.toSet());
    problems.addAll(unknownNodes(document, nodes));
    refuseIfAny(problems);
  }

  private static List<Problem> unknownNodes(AdcDocument document, Set<NodeId> known) {
    var named = document.nodeIds() == null ? List.<NodeId>of() : document.nodeIds();
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < named.size(); i++) {
      if (!known.contains(named.get(i))) {
        problems.add(new Problem("/nodeIds/" + i, "unknown-node", "There is no such node."));
      }
    }
    return problems;
  }

  private static Adc adc(Stored stored, List<NodeStanding> nodes) {
    var serving =
        nodes.stream().filter(node -> ConfigCompiler.serves(node.id(), stored.document())).toList();
    return new Adc(
        stored.id(),
        stored.revision(),
        stored.createdAt(),
        stored.changedAt(),
        stored.document(),
        new Adc.Rollout(
            serving.size(),
            (int) serving.stream().filter(NodeStanding::applied).count(),
            (int) serving.stream().filter(NodeStanding::refused).count(),
            (int) serving.stream().filter(NodeStanding::held).count()));
  }

  private static void refuseIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }

  private static FailureException unknown() {
    return new FailureException(new Failure.NotFound("ADC"));
  }

  private static FailureException stale() {
    return new FailureException(new Failure.Stale("ADC"));
  }
}
