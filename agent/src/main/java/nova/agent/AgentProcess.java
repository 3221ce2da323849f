package nova.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import nova.agent.log.AgentLog;
import nova.agent.log.LineFormat;
import nova.agent.pipeline.DataPlane;
import nova.agent.state.DataDirectory;
import nova.agent.telemetry.TrafficLedger;

/** The agent as a process: arguments, log, signals, exit status. */
final class AgentProcess {
  private static final int WRONG_USAGE = 64;
  private static final int CANNOT_START = 73;

  /** Makes the data plane once the bind address is known; empty = as the config says. */
  interface Planes {
    DataPlane make(String bind, TrafficLedger ledger, InstantSource clock);
  }

  private AgentProcess() {}

  static int run(List<String> words, Map<String, String> environment, Planes planes)
      throws InterruptedException {
    return switch (AgentArguments.parse(words, environment)) {
      case AgentArguments.Parsed.Say(String text) -> {
        System.out.println(text.strip());
        yield 0;
      }
      case AgentArguments.Parsed.Wrong(List<String> problems) -> {
        problems.forEach(problem -> System.err.println("nova-agent: " + problem));
        yield WRONG_USAGE;
      }
      case AgentArguments.Parsed.Run(AgentArguments arguments) ->
          serve(arguments, (ledger, clock) -> planes.make(arguments.bind(), ledger, clock));
    };
  }

  private static int serve(
      AgentArguments arguments, BiFunction<TrafficLedger, InstantSource, DataPlane> planes)
      throws InterruptedException {
    LineFormat log = AgentLog.start(onTerminal());
    InstantSource clock = InstantSource.system();
    try {
      DataDirectory data = DataDirectory.open(arguments.data());
      Agent agent = new Agent(arguments, data, planes, clock, log);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent), "nova-stop"));
      return agent.run();
    } catch (DataDirectory.Unusable e) {
      System.err.println("nova-agent: " + e.getMessage());
      return CANNOT_START;
    }
  }

  private static boolean onTerminal() {
    try {
      // the JDK only tells about stdin and stdout; the log goes to stderr
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
      return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // not Linux: JSON is right for machines and readable for people
    }
  }

  private static void stop(Agent agent) {
    try {
      if (agent.stop()) {
        // an orderly end is no failure, whatever signal asked for it
        Runtime.getRuntime().halt(0);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("nova-agent: the end was not orderly: " + e);
    }
  }
}
