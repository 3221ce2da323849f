package nova.nodes.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator does to one server of a pool, without writing the document anew. */
public sealed interface ServerChange {

  /** The pool as it is afterwards. */
  Pool in(Pool pool, Server server);

  /**
   * It finishes what it has and gets nothing new.
   *
   * @param forceAt when what is left is cut off; null: never
   */
  record Drain(@Nullable Instant forceAt) implements ServerChange {
    @Override
    public Pool in(Pool pool, Server server) {
      return pool.with(server.drained(new Server.Drain(forceAt)));
    }
  }

  /** An end to draining and to maintenance. */
  record BringBack() implements ServerChange {
    @Override
    public Pool in(Pool pool, Server server) {
      return pool.with(server.drained(null).maintained(false));
    }
  }

  /** A larger or smaller part of its pool's traffic. */
  record Weigh(int weight) implements ServerChange {
    @Override
    public Pool in(Pool pool, Server server) {
      return pool.with(server.weighing(weight));
    }
  }

  /** Nothing at all for it, and no checks. */
  record Maintain(boolean on) implements ServerChange {
    @Override
    public Pool in(Pool pool, Server server) {
      return pool.with(server.maintained(on));
    }
  }

  /**
   * A stated part of the traffic for its stage, which is made when it is in none.
   *
   * @param headers null: those of the stage stay
   * @param cookies null: those of the stage stay
   */
  record Share(int perMyriad, @Nullable List<Condition> headers, @Nullable List<Condition> cookies)
      implements ServerChange {
    private static final int MAX_NAME = 80;

    public Share {
      headers = headers == null ? null : List.copyOf(headers);
      cookies = cookies == null ? null : List.copyOf(cookies);
    }

    @Override
    public Pool in(Pool pool, Server server) {
      Optional<Stage> present = pool.stageOf(server.name());
      var stages = new ArrayList<>(pool.stages());
      if (present.isPresent()) {
        stages.replaceAll(stage -> stage.equals(present.get()) ? shared(stage) : stage);
      } else {
        var fresh = new Stage(free(pool, server), List.of(server.name()), 0, List.of(), List.of());
        stages.add(shared(fresh));
      }
      return pool.withStages(stages);
    }

    private Stage shared(Stage stage) {
      return new Stage(
          stage.name(),
          stage.servers(),
          perMyriad,
          headers == null ? stage.headers() : headers,
          cookies == null ? stage.cookies() : cookies);
    }

    /** The server's name, or that with a number when a stage of others is called so. */
    private static String free(Pool pool, Server server) {
      String name = server.name();
      for (int number = 2; taken(pool, name); number++) {
        String end = " " + number;
        String start = server.name();
        name = start.substring(0, Math.min(start.length(), MAX_NAME - end.length())) + end;
      }
      return name;
    }

    private static boolean taken(Pool pool, String name) {
      return pool.stages().stream().anyMatch(stage -> stage.name().equals(name));
    }
  }

  /** Its stage is dissolved: the servers share with the rest again. */
  record Unshare() implements ServerChange {
    @Override
    public Pool in(Pool pool, Server server) {
      return pool.withStages(
          pool.stages().stream()
              .filter(stage -> !stage.servers().contains(server.name()))
              .toList());
    }
  }
}
