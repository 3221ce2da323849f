package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import nova.link.v1.CircuitBreaker;
import nova.link.v1.ConfigProblem;
import nova.link.v1.ServerProtocol;
import org.junit.jupiter.api.Test;

/** A config that asks for what this agent cannot do is refused, never half served. */
class NotYetTest {

  @Test
  void all_that_is_missing_is_named_and_the_old_config_goes_on() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.always("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Node node = new Node(server.port()).started()) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setServerProtocol(ServerProtocol.newBuilder().setHttp2(true))
              .setCircuitBreaker(CircuitBreaker.newBuilder().setMaxConnections(1)));
      assertThat(node.apply())
          .filteredOn(problem -> problem.getCode().equals("not-supported"))
          .extracting(ConfigProblem::getPointer)
          .containsExactly("/adcs/0/pools/0/circuit_breaker/max_connections");
      assertThat(node.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .endsWith("ok");
    }
  }
}
