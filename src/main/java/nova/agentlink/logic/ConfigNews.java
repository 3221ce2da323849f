package nova.agentlink.logic;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import nova.kernel.NodeId;
import nova.platform.Component;
import nova.platform.StartOrder;
import nova.platform.ids.Uuids;
import nova.platform.persistence.Role;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens, on a connection of its own, for nodes whose config changed, on whichever copy it did.
 * After every reconnect all nodes are compared: what was said meanwhile is lost.
 */
@Component
class ConfigNews {
  private static final System.Logger LOG = System.getLogger(ConfigNews.class.getName());
  private static final int WAIT_MILLIS = 5_000;
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private final DataSource database;
  private final NodeLinks links;
  private final ManagedThreadFactory threads;
  private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

  @Inject
  ConfigNews(
      @Role(Role.Name.JOBS) DataSource database, NodeLinks links, ManagedThreadFactory threads) {
    this.database = database;
    this.links = links;
    this.threads = threads;
  }

  void start(@Observes @Priority(StartOrder.WORK) Startup event) {
    Thread thread = threads.newThread(this::work);
    running.set(thread);
    thread.start();
  }

  void stop(@Observes Shutdown event) {
    Thread thread = running.getAndSet(null);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void work() {
    while (running.get() != null) {
      try (Connection connection = database.getConnection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        LOG.log(WARNING, "Listening for config changes broke off; beginning anew", e);
      }
      try {
        TimeUnit.NANOSECONDS.sleep(RECONNECT.toNanos());
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("LISTEN nova_config");
    }
    PGConnection news = connection.unwrap(PGConnection.class);
    links.scan();
    while (running.get() != null) {
      PGNotification[] heard = news.getNotifications(WAIT_MILLIS);
      if (heard != null && heard.length > 0) {
        links.compare(nodes(heard));
      }
    }
  }

  private static Set<NodeId> nodes(PGNotification[] heard) {
    var nodes = new HashSet<NodeId>();
    for (PGNotification one : heard) {
      UUID id = Uuids.parse(one.getParameter());
      if (id != null) {
        nodes.add(new NodeId(id));
      }
    }
    return nodes;
  }
}
