package nova.nodes.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a customer writes about an ADC.
 *
 * @param nodeIds which nodes serve it; null: all, those to come included
 * @param routes tried in order; the first that matches wins
 * @param errorPages the first whose range holds the status is used
 */
public record AdcDocument(
    String name,
    @Nullable List<NodeId> nodeIds,
    List<Listener> listeners,
    List<Route> routes,
    List<Pool> pools,
    List<ErrorPage> errorPages,
    Limits limits) {

  public AdcDocument {
    nodeIds = nodeIds == null ? null : List.copyOf(nodeIds);
    listeners = List.copyOf(listeners);
    routes = List.copyOf(routes);
    pools = List.copyOf(pools);
    errorPages = List.copyOf(errorPages);
  }

  /** All that is wrong with it by itself, without looking at other ADCs or nodes. */
  public List<Problem> problems() {
    return DocumentRules.problems(this);
  }

  public Optional<Pool> pool(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /** The same with the pool of this name in place of the one there is. */
  public AdcDocument with(Pool changed) {
    var replaced = new ArrayList<>(pools);
    replaced.replaceAll(pool -> pool.name().equals(changed.name()) ? changed : pool);
    return new AdcDocument(name, nodeIds, listeners, routes, replaced, errorPages, limits);
  }
}
