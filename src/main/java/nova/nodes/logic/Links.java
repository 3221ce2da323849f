package nova.nodes.logic;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nova.kernel.AcrossTenants;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.nodes.LinkedNodes;
import nova.nodes.Node;
import nova.nodes.store.DoorRows;
import nova.nodes.store.LinkRows;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/** What the agents' link tells and asks. */
@Component
@AcrossTenants("a copy holds connections of nodes of many tenants; each call names the node's own")
class Links implements LinkedNodes {
  private final Database database;
  private final LinkRows rows;
  private final DoorRows door;
  private final InstantSource clock;

  @Inject
  Links(Database database, LinkRows rows, DoorRows door, InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.door = door;
    this.clock = clock;
  }

  @Override
  public Desired connected(Link link, Node.Facts facts, long appliedVersion, Instant now) {
    return database.change(
        scope(link),
        entities -> {
          Sql sql = Sql.in(entities);
          rows.connected(sql, link, appliedVersion, now);
          door.facts(sql, link.tenant(), link.node(), facts);
          return rows.desired(sql, link).orElseThrow();
        });
  }

  @Override
  public void disconnected(Link link) {
    database.run(scope(link), entities -> rows.disconnected(Sql.in(entities), link));
  }

  /** As the application's role: the reader may not see a config, in which there are secrets. */
  @Override
  public Desired desired(Link link) {
    return database.change(
        scope(link), entities -> rows.desired(Sql.in(entities), link).orElseThrow());
  }

  @Override
  public List<Standing> standing(Collection<NodeId> nodes) {
    return nodes.isEmpty()
        ? List.of()
        : database.outside(entities -> rows.standing(Sql.in(entities), nodes));
  }

  @Override
  public void sent(Link link, long version) {
    database.run(scope(link), entities -> rows.sent(Sql.in(entities), link, version));
  }

  @Override
  public void acknowledged(Link link, long version) {
    database.run(scope(link), entities -> rows.acknowledged(Sql.in(entities), link, version));
  }

  @Override
  public void applied(Link link, long version, Instant now) {
    database.run(scope(link), entities -> rows.applied(Sql.in(entities), link, version, now));
  }

  @Override
  public void refused(Link link, long version, List<Problem> problems, long appliedVersion) {
    database.run(
        scope(link),
        entities -> rows.refused(Sql.in(entities), link, version, problems, appliedVersion));
  }

  @Override
  public void live(Link link, Node.Live live, Instant now) {
    database.run(scope(link), entities -> rows.live(Sql.in(entities), link, live, now));
  }

  @Override
  public void seen(Map<Link, Instant> lastContacts) {
    if (!lastContacts.isEmpty()) {
      database.outside(
          entities -> {
            rows.seen(Sql.in(entities), lastContacts);
            return true;
          });
    }
  }

  private ChangeScope scope(Link link) {
    return new ChangeScope(
        link.tenant(), new Actor.Node(link.node()), "agent link", clock.instant());
  }
}
