package nova.nodes.logic;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Page;
import nova.kernel.Problem;
import nova.kernel.TenantScope;
import nova.nodes.AdcId;
import nova.nodes.ServerCommands;
import nova.nodes.ServerQueries;
import nova.nodes.ServerView;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.Pool;
import nova.nodes.document.Server;
import nova.nodes.document.ServerChange;
import nova.nodes.document.ServerChange.BringBack;
import nova.nodes.document.ServerChange.Drain;
import nova.nodes.document.ServerChange.Maintain;
import nova.nodes.document.ServerChange.Share;
import nova.nodes.document.ServerChange.Unshare;
import nova.nodes.document.ServerChange.Weigh;
import nova.nodes.store.AdcRows;
import nova.nodes.store.AdcRows.Stored;
import nova.nodes.store.SeenRows;
import nova.nodes.store.SeenRows.NodeView;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.Audit;
import org.jspecify.annotations.Nullable;

/** Reading and changing single servers. */
@Component
class ServerDesk implements ServerQueries, ServerCommands {
  private final Database database;
  private final AdcRows adcs;
  private final SeenRows seen;
  private final Rollouts rollouts;
  private final Audit audit;
  private final InstantSource clock;

  @Inject
  ServerDesk(
      Database database,
      AdcRows adcs,
      SeenRows seen,
      Rollouts rollouts,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.adcs = adcs;
    this.seen = seen;
    this.rollouts = rollouts;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Page<ServerView> servers(TenantScope scope, AdcId adc, int limit, int from) {
    return database.read(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          AdcDocument document = find(sql, scope, adc).document();
          List<NodeView> nodes =
              seen.of(sql, scope.tenant(), adc, clock.instant()).stream()
                  .filter(node -> ConfigCompiler.serves(node.id(), document))
                  .toList();
          List<ServerView> views = new ServerViews(nodes).of(document);
          int end = (int) Math.min(views.size(), (long) from + limit);
          return new Page<>(
              views.subList(Math.min(from, end), end),
              end < views.size() ? Integer.toString(end) : null);
        });
  }

  @Override
  public AdcId change(
      ChangeScope scope, Target target, @Nullable Long version, ServerChange change) {
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          rollouts.begin(sql, scope.tenant());
          Stored stored = find(sql, scope.reading(), target.adc());
          if (version != null && version != stored.revision()) {
            throw stale();
          }
          AdcDocument changed = changed(stored.document(), target, change);
          if (changed.equals(stored.document())) {
            return;
          }
          if (!adcs.replace(sql, scope, target.adc(), stored.revision(), changed)) {
            throw stale();
          }
          rollouts.compile(sql, scope.tenant(), scope.when());
          audit.note(
              scope, action(change), target.adc() + " " + target.pool() + "/" + target.server());
        });
    return target.adc();
  }

  private Stored find(Sql sql, TenantScope scope, AdcId id) {
    return adcs.find(sql, scope.tenant(), id)
        .orElseThrow(() -> new FailureException(new Failure.NotFound("ADC")));
  }

  private static AdcDocument changed(AdcDocument from, Target target, ServerChange change) {
    Pool pool =
        from.pool(target.pool())
            .orElseThrow(() -> refusal("/pool", "unknown-pool", "There is no pool by this name."));
    Server server =
        pool.server(target.server())
            .orElseThrow(
                () -> refusal("/server", "unknown-server", "This pool has no server so named."));
    AdcDocument changed = from.with(change.in(pool, server));
    // what was wrong before, by rules that came later, must not hold up whoever drains a server
    var fresh = new ArrayList<>(changed.problems());
    fresh.removeAll(from.problems());
    if (!fresh.isEmpty()) {
      throw new FailureException(
          new Failure.Invalid(fresh.stream().map(ServerDesk::inCommand).toList()));
    }
    return changed;
  }

  /** From its place in the document to that in the command which caused it. */
  private static Problem inCommand(Problem problem) {
    String pointer = problem.pointer();
    int conditions = Math.max(pointer.indexOf("/headers/"), pointer.indexOf("/cookies/"));
    String place = pointer.endsWith("/sharePercent") ? "/sharePercent" : "/server";
    return new Problem(
        conditions < 0 ? place : pointer.substring(conditions), problem.code(), problem.message());
  }

  private static String action(ServerChange change) {
    return switch (change) {
      case Drain _ -> "server.drain";
      case BringBack _ -> "server.bring-back";
      case Weigh _ -> "server.weigh";
      case Maintain(var on) -> on ? "server.maintenance-on" : "server.maintenance-off";
      case Share _ -> "server.share";
      case Unshare _ -> "server.unshare";
    };
  }

  private static FailureException refusal(String pointer, String code, String message) {
    return new FailureException(new Failure.Invalid(List.of(new Problem(pointer, code, message))));
  }

  private static FailureException stale() {
    return new FailureException(new Failure.Stale("ADC"));
  }
}
