package nova.nodes.logic;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Names;
import nova.kernel.NodeId;
import nova.kernel.Page;
import nova.kernel.Problem;
import nova.kernel.TenantScope;
import nova.nodes.JoinToken;
import nova.nodes.NewJoinToken;
import nova.nodes.Node;
import nova.nodes.NodeCommands;
import nova.nodes.NodeQueries;
import nova.nodes.NodeWish;
import nova.nodes.Refusal;
import nova.nodes.store.JoinTokenRows;
import nova.nodes.store.NodeRows;
import nova.nodes.store.RefusalRows;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.ids.SecretToken;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.Audit;
import nova.tenants.NodeSlots;
import org.jspecify.annotations.Nullable;

/** Reading and changing nodes and join tokens. */
@Component
class NodeDesk implements NodeQueries, NodeCommands {
  private static final String PREFIX = "nova_join_";
  private final Database database;
  private final NodeRows nodes;
  private final JoinTokenRows tokens;
  private final RefusalRows refusals;
  private final Rollouts rollouts;
  private final NodeSlots slots;
  private final Audit audit;
  private final Ids ids;
  private final InstantSource clock;

  @Inject
  NodeDesk(
      Database database,
      NodeRows nodes,
      JoinTokenRows tokens,
      RefusalRows refusals,
      Rollouts rollouts,
      NodeSlots slots,
      Audit audit,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.nodes = nodes;
    this.tokens = tokens;
    this.refusals = refusals;
    this.rollouts = rollouts;
    this.slots = slots;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Page<Node> nodes(TenantScope scope, int limit, @Nullable UUID before) {
    return database.read(
        scope,
        entities ->
            Pages.of(
                nodes.page(Sql.in(entities), scope.tenant(), limit + 1, before, clock.instant()),
                limit,
                node -> node.id().toString()));
  }

  @Override
  public Node node(TenantScope scope, NodeId id) {
    return database.read(
        scope,
        entities ->
            nodes
                .find(Sql.in(entities), scope.tenant(), id, clock.instant())
                .orElseThrow(NodeDesk::unknown));
  }

  @Override
  public Page<JoinToken> joinTokens(TenantScope scope, int limit, @Nullable UUID before) {
    return database.read(
        scope,
        entities ->
            Pages.of(
                tokens.page(Sql.in(entities), scope.tenant(), limit + 1, before),
                limit,
                token -> token.id().toString()));
  }

  @Override
  public Page<Refusal> refusals(TenantScope scope, int limit, @Nullable UUID before) {
    return database.read(
        scope,
        entities ->
            Pages.of(
                refusals.page(Sql.in(entities), scope.tenant(), limit + 1, before),
                limit,
                refusal -> refusal.id().toString()));
  }

  @Override
  public Map<NodeId, String> names(TenantScope scope) {
    return database.read(scope, entities -> nodes.names(Sql.in(entities), scope.tenant()));
  }

  @Override
  public NodeId change(
      ChangeScope scope, NodeId id, @Nullable String name, @Nullable String zone, long revision) {
    refuseIfAny(NodeWish.problems(name, zone));
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          rollouts.begin(sql, scope.tenant());
          if (nodes.find(sql, scope.tenant(), id, scope.when()).isEmpty()) {
            throw unknown();
          }
          if (name != null && nodes.nameTaken(sql, scope.tenant(), id, name)) {
            refuseIfAny(List.of(new Problem("/name", "duplicate", "Another node has this name.")));
          }
          if (!nodes.change(sql, scope.tenant(), id, name, zone, revision)) {
            throw new FailureException(new Failure.Stale("node"));
          }
          if (name != null) {
            audit.note(scope, "node.rename", id.toString());
          }
          if (zone != null) {
            rollouts.compile(sql, scope.tenant(), scope.when());
            audit.note(scope, "node.zone", id.toString());
          }
        });
    return id;
  }

  @Override
  public NodeId retire(ChangeScope scope, NodeId id) {
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          rollouts.begin(sql, scope.tenant());
          if (!nodes.retire(sql, scope.tenant(), id, scope.when())) {
            throw unknown();
          }
          slots.giveBack(scope, id.value());
          rollouts.compile(sql, scope.tenant(), scope.when());
          audit.note(scope, "node.retire", id.toString());
        });
    return id;
  }

  @Override
  public NewJoinToken createJoinToken(ChangeScope scope, String name, Duration life, int uses) {
    refuseIfAny(Names.problems("/name", name));
    SecretToken secret = SecretToken.make(PREFIX);
    var token =
        new JoinToken(ids.next(), name, scope.when(), scope.when().plus(life), uses, uses, null);
    database.run(
        scope,
        entities -> {
          tokens.insert(Sql.in(entities), scope.tenant(), token, secret.hash());
          audit.note(scope, "join-token.create", token.id().toString());
        });
    return new NewJoinToken(token, secret.reveal());
  }

  @Override
  public UUID revokeJoinToken(ChangeScope scope, UUID id) {
    database.run(
        scope,
        entities -> {
          if (!tokens.revoke(Sql.in(entities), scope.tenant(), id, scope.when())) {
            throw new FailureException(new Failure.NotFound("join token"));
          }
          audit.note(scope, "join-token.revoke", id.toString());
        });
    return id;
  }

  private static FailureException unknown() {
    return new FailureException(new Failure.NotFound("node"));
  }

  private static void refuseIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }
}
