package nova.local.bench.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nova.local.bench.Started;

/** One balancer, freshly started, before two servers that are well. */
final class Scene implements AutoCloseable {
  final Orders orders = new Orders();
  final Downloads downloads = new Downloads();
  final FaultyServer serverA;
  final FaultyServer serverB;
  final Balancer balancer;
  final Process process;
  final int port;

  private Scene(Setting setting, Balancer balancer, Process process) {
    this.port = setting.port();
    this.balancer = balancer;
    this.process = process;
    this.serverA = new FaultyServer(setting.serverA(), orders, downloads);
    this.serverB = new FaultyServer(setting.serverB(), orders, downloads);
  }

  static Scene open(Rival rival, Path dir, int portBase, Started started)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(dir.resolve(rival + "-" + System.nanoTime()));
    Setting setting = new Setting(own, portBase, portBase + 1, portBase + 2, portBase + 3);
    Balancer balancer = rival.make(setting);
    Process process = started.add(balancer.peer().start(own.resolve("balancer.log")));
    Scene scene = new Scene(setting, balancer, process);
    Started.awaitAnswer(setting.port(), "/quick");
    return scene;
  }

  @Override
  public void close() {
    try {
      Started.stop(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    balancer.close();
    serverA.close();
    serverB.close();
  }
}
