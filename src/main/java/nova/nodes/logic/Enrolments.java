package nova.nodes.logic;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nova.kernel.AcrossTenants;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Names;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.nodes.AgentDoor;
import nova.nodes.JoinToken;
import nova.nodes.Refusal;
import nova.nodes.store.DoorRows;
import nova.nodes.store.JoinTokenRows;
import nova.nodes.store.RefusalRows;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.ids.SecretToken;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.Audit;
import nova.tenants.NodeSlots;

/** The agents' door. */
@Component
@AcrossTenants("who stands at the door has no tenant yet; the token or the node id tells it")
class Enrolments implements AgentDoor {
  private static final int MAX_NAME = 80;
  private static final String WHY = "agent link";
  private final Database database;
  private final DoorRows door;
  private final JoinTokenRows tokens;
  private final RefusalRows refusals;
  private final Rollouts rollouts;
  private final NodeSlots slots;
  private final Audit audit;
  private final Ids ids;
  private final InstantSource clock;

  @Inject
  Enrolments(
      Database database,
      DoorRows door,
      JoinTokenRows tokens,
      RefusalRows refusals,
      Rollouts rollouts,
      NodeSlots slots,
      Audit audit,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.door = door;
    this.tokens = tokens;
    this.refusals = refusals;
    this.rollouts = rollouts;
    this.slots = slots;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Enrolment enrol(Application application, String remoteAddress) {
    byte[] hash = SecretToken.presented(application.joinToken()).hash();
    var found = database.outside(entities -> door.token(Sql.in(entities), hash));
    if (found.isEmpty()) {
      return new Enrolment.UnknownToken();
    }
    DoorRows.Found token = found.get();
    var scope = new ChangeScope(token.tenant(), new Actor.Job(WHY), WHY, clock.instant());
    Enrolment outcome = enrol(scope, token, application);
    if (outcome instanceof Enrolment.Refused(var code, var message)) {
      var refusal =
          new Refusal(
              ids.next(),
              scope.when(),
              Refusal.Kind.ENROLMENT,
              code,
              message,
              remoteAddress,
              token.name(),
              null,
              1);
      database.run(scope, it -> refusals.insert(Sql.in(it), token.tenant(), refusal, token.id()));
    }
    return outcome;
  }

  /** No room: the transaction is rolled back, so that the token keeps its use. */
  private Enrolment enrol(ChangeScope scope, DoorRows.Found token, Application application) {
    try {
      return database.change(scope, it -> enrol(Sql.in(it), scope, token, application));
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Conflict(var _, var message)) {
        return new Enrolment.Refused(Refusal.Code.NO_ROOM, message);
      }
      throw e;
    }
  }

  private Enrolment enrol(Sql sql, ChangeScope scope, DoorRows.Found token, Application asks) {
    TenantId tenant = token.tenant();
    rollouts.begin(sql, tenant);
    var holder = door.byKey(sql, tenant, asks.publicKey());
    if (holder.isPresent()) {
      var node = holder.get();
      return node.retired()
          ? new Enrolment.Refused(Refusal.Code.NODE_RETIRED)
          : new Enrolment.Enrolled(tenant, node.node(), node.name());
    }
    if (!tokens.use(sql, tenant, token.id(), scope.when())) {
      return new Enrolment.Refused(why(sql, tenant, token.id(), scope.when()));
    }
    var node = new NodeId(ids.next());
    slots.take(scope, node.value());
    String name = freeName(sql, tenant, asks.hostname());
    door.insert(sql, tenant, node, name, asks, scope.when());
    rollouts.compile(sql, tenant, scope.when());
    audit.note(scope, "node.enrol", node.toString());
    return new Enrolment.Enrolled(tenant, node, name);
  }

  private Refusal.Code why(Sql sql, TenantId tenant, UUID token, Instant now) {
    JoinToken.State state = tokens.find(sql, tenant, token).orElseThrow().state(now);
    return switch (state) {
      case REVOKED -> Refusal.Code.TOKEN_REVOKED;
      case USED_UP -> Refusal.Code.TOKEN_USED_UP;
      case EXPIRED, USABLE -> Refusal.Code.TOKEN_EXPIRED;
    };
  }

  /** The hostname, with a number behind it when another node has it. */
  private String freeName(Sql sql, TenantId tenant, String hostname) {
    String base = Names.tidy(hostname, MAX_NAME - 8, "node");
    Set<String> taken = new HashSet<>(door.namesLike(sql, tenant, base));
    String name = base;
    for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + "-" + i;
    }
    return name;
  }

  @Override
  public Optional<Claimant> claimant(NodeId node) {
    return database.outside(entities -> door.claimant(Sql.in(entities), node));
  }

  @Override
  public boolean admit(Claimant claimant, long atMillis) {
    return database.change(
        scope(claimant), entities -> door.admit(Sql.in(entities), claimant, atMillis));
  }

  @Override
  public void refuse(Claimant claimant, Refusal.Code code, String remoteAddress) {
    var scope = scope(claimant);
    var refusal =
        new Refusal(
            ids.next(),
            scope.when(),
            Refusal.Kind.HANDSHAKE,
            code,
            code.message(),
            remoteAddress,
            null,
            claimant.node(),
            1);
    database.run(
        scope,
        entities ->
            refusals.insert(Sql.in(entities), claimant.tenant(), refusal, claimant.node().value()));
  }

  private ChangeScope scope(Claimant claimant) {
    return new ChangeScope(
        claimant.tenant(), new Actor.Node(claimant.node()), WHY, clock.instant());
  }
}
