package nova.web.security;

import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.platform.ids.Uuids;
import nova.platform.logging.LogContext;
import nova.tenants.Membership;
import nova.tenants.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who sent this request. Hands out scopes for the organisations the caller belongs to; any other,
 * and any text that is no id, is "no such organisation".
 */
@RequestScoped
public class Caller {
  private @Nullable Identity identity;
  private Instant when = Instant.EPOCH;

  void is(Identity who, Instant now) {
    identity = who;
    when = now;
  }

  public Identity identity() {
    if (identity == null) {
      throw new IllegalStateException("this resource is open to anybody: there is no caller");
    }
    return identity;
  }

  /** The person at the console. Only where {@link Allow.Who#PERSON} is asked for. */
  public Identity.Person person() {
    return switch (identity()) {
      case Identity.Person person -> person;
      case Identity.Program program ->
          throw new IllegalStateException("a program came past a door for people: " + program);
    };
  }

  /** When the request came, by our clock. */
  public Instant when() {
    return when;
  }

  public List<Membership> memberships() {
    return switch (identity()) {
      case Identity.Person(var session, var _) -> session.memberships();
      case Identity.Program(var holder) ->
          List.of(new Membership(holder.organisation(), holder.role()));
    };
  }

  /** The right to read an organisation's data, by the id in the path. */
  public TenantScope reading(String organisation) {
    return new TenantScope(member(organisation).organisation().id());
  }

  /** The right to change nodes and what they serve. */
  public ChangeScope operating(String organisation) {
    Membership membership = member(organisation);
    return changing(membership, membership.role().operates());
  }

  /** The right to change the organisation itself. */
  public ChangeScope administering(String organisation) {
    Membership membership = member(organisation);
    return changing(membership, membership.role().administers());
  }

  /** The right to change plan, caps and how it is paid. */
  public ChangeScope paying(String organisation) {
    Membership membership = member(organisation);
    return changing(membership, membership.role().pays());
  }

  public Role role(String organisation) {
    return member(organisation).role();
  }

  private ChangeScope changing(Membership membership, boolean allowed) {
    if (!allowed) {
      throw new FailureException(
          new Failure.Forbidden("role", "Your role in this organisation does not allow that."));
    }
    return new ChangeScope(membership.organisation().id(), actor(), why(), when);
  }

  private Actor actor() {
    return switch (identity()) {
      case Identity.Person(var session, var _) -> new Actor.Person(session.person());
      case Identity.Program(var holder) -> new Actor.ApiToken(holder.id(), holder.name());
    };
  }

  private String why() {
    return switch (identity()) {
      case Identity.Person _ -> "console";
      case Identity.Program _ -> "api";
    };
  }

  private Membership member(String organisation) {
    UUID id = Uuids.parse(organisation);
    Optional<Membership> membership =
        memberships().stream()
            .filter(one -> id != null && one.organisation().id().equals(new TenantId(id)))
            .findAny();
    membership.ifPresent(one -> LogContext.about(one.organisation().id()));
    return membership.orElseThrow(() -> new FailureException(new Failure.NotFound("organisation")));
  }
}
