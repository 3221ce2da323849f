package nova.agentlink.logic;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.metrics.TrafficIntake;
import nova.nodes.LinkedNodes;
import nova.nodes.LinkedNodes.Link;
import nova.nodes.LinkedNodes.Standing;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.ids.Ids;

/** The connections this copy holds. */
@Component
public class NodeLinks {
  private static final System.Logger LOG = System.getLogger(NodeLinks.class.getName());
  private final LinkSettings settings = LinkSettings.defaults();
  private final LinkParts parts;
  private final Ids ids;
  private final ConcurrentMap<NodeId, NodeLink> links = new ConcurrentHashMap<>();

  @Inject
  NodeLinks(
      LinkedNodes nodes,
      Contacts contacts,
      TrafficIntake intake,
      ErrorReports reports,
      InstantSource clock,
      Ids ids,
      @LinkWork ManagedExecutorService executor) {
    this.parts = new LinkParts(nodes, contacts, intake, reports, clock, System::nanoTime, executor);
    this.ids = ids;
  }

  /** The newer connection wins. */
  public NodeLink open(TenantId tenant, NodeId node, Wire wire) {
    var link = new NodeLink(new Link(tenant, node, ids.next()), wire, parts, settings);
    NodeLink older = links.put(node, link);
    if (older != null) {
      older.close(Wire.Close.POLICY, "replaced by a newer connection of this node");
    }
    return link;
  }

  public void ended(NodeLink link) {
    links.remove(link.link().node(), link);
    parts.executor().execute(link::ended);
  }

  public int open() {
    return links.size();
  }

  void tick() {
    links.values().forEach(NodeLink::tick);
  }

  void flush() {
    parts.contacts().flush();
  }

  /** Compares all with the database, in one question. */
  void scan() {
    compare(links.keySet());
  }

  /** Something about these nodes changed. */
  void compare(Collection<NodeId> nodes) {
    var held = nodes.stream().filter(links::containsKey).toList();
    for (Standing standing : parts.nodes().standing(held)) {
      NodeLink link = links.get(standing.node());
      if (link != null) {
        link.compare(standing);
      }
    }
  }

  void closeAll() {
    for (NodeLink link : links.values()) {
      link.close(Wire.Close.AWAY, "the control plane is stopping; connect again");
    }
    try {
      flush();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "The last contacts could not be written", e);
    }
  }
}
