package nova.local.clickhouse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The child program: runs clickhouse-local with listeners open until standard input ends (the
 * parent is gone or wants it to stop) or SIGTERM arrives.
 *
 * <p>usage: ClickHouseEngine LIBRARY CONFIG DATA HTTP_PORT; environment: NOVA_ENGINE_USER and
 * NOVA_ENGINE_PASSWORD of a user that may KILL QUERY
 */
@SuppressWarnings(
    "restricted") // the foreign-function API is how the engine runs; the JVM is started with native
// access
final class ClickHouseEngine {
  /**
   * The query that keeps clickhouse-local alive, found again by its first words when it is time to
   * stop.
   */
  private static final String HOLD =
      "SELECT 'embedded-hold', sleepEachRow(1) FROM system.numbers SETTINGS max_block_size = 1, max_threads = 1,"
          + " function_sleep_max_microseconds_per_block = 10000000, max_execution_time = 0 FORMAT Null";

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private ClickHouseEngine() {}

  public static void main(String[] args) throws Throwable {
    Path library = Path.of(args[0]);
    int port = Integer.parseInt(args[3]);
    List<String> command =
        List.of(
            "clickhouse",
            "--config-file=" + args[1],
            "--path=" + args[2],
            "--listen_host=127.0.0.1",
            "--http_port=" + port,
            "--log-level=warning",
            "--query",
            "SYSTEM START LISTEN HTTP; " + HOLD);
    Thread engine = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(port, engine), "stop"));
    Thread.ofPlatform().daemon().name("parent-watch").start(ClickHouseEngine::exitWithParent);
    run(library, command);
    Runtime.getRuntime().halt(0); // the hook would wait for this very thread
  }

  private static void run(Path library, List<String> command) throws Throwable {
    Linker linker = Linker.nativeLinker();
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    // Without this the engine takes over SIGSEGV, and the JVM dies at its first implicit null
    // check.
    linker
        .downcallHandle(
            symbols.find("chdb_set_signal_handlers_enabled").orElseThrow(),
            FunctionDescriptor.ofVoid(JAVA_INT))
        .invokeExact(0);
    MethodHandle queryCmdline =
        linker.downcallHandle(
            symbols.find("chdb_query_cmdline").orElseThrow(),
            FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    MethodHandle resultError =
        linker.downcallHandle(
            symbols.find("chdb_result_error").orElseThrow(),
            FunctionDescriptor.of(ADDRESS, ADDRESS));
    Arena arena = Arena.global();
    MemorySegment argv = arena.allocate(ADDRESS, command.size() + 1L);
    for (int i = 0; i < command.size(); i++) {
      argv.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
    }
    MemorySegment result = (MemorySegment) queryCmdline.invokeExact(command.size(), argv);
    MemorySegment error = (MemorySegment) resultError.invokeExact(result);
    if (!error.equals(MemorySegment.NULL)) {
      String text = error.reinterpret(1 << 20).getString(0);
      if (!text.contains("QUERY_WAS_CANCELLED")) { // that is how it is stopped
        System.err.println(text);
        Runtime.getRuntime().halt(1);
      }
    }
  }

  private static void exitWithParent() {
    try (InputStream in = System.in) {
      in.transferTo(
          OutputStream.nullOutputStream()); // the parent says nothing; only the end matters
    } catch (IOException broken) {
      System.err.println("parent's pipe broke: " + broken);
    }
    System.exit(0);
  }

  private static void stop(int port, Thread engine) {
    HttpRequest kill =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .timeout(STOP_TIMEOUT)
            .header("X-ClickHouse-User", System.getenv("NOVA_ENGINE_USER"))
            .header("X-ClickHouse-Key", System.getenv("NOVA_ENGINE_PASSWORD"))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "KILL QUERY WHERE query LIKE 'SELECT ''embedded-hold''%' ASYNC"))
            .build();
    // closed at once: a kept-alive connection would hold the engine's shutdown for 5 s
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(kill, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        System.err.println("the engine does not let itself be stopped: " + answer.body());
      }
    } catch (IOException e) {
      System.err.println("the engine cannot be reached to stop it: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      engine.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For the parent: how to start this program. */
  static List<String> command(Path java, Path library, Path config, Path data, int port) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClickHouseEngine.class.getName());
    command.addAll(List.of(library.toString(), config.toString(), data.toString(), "" + port));
    return command;
  }
}
