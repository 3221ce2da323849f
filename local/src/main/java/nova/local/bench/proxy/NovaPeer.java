package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nova.link.v1.Adc;
import nova.link.v1.CertificateFiles;
import nova.link.v1.Listener;
import nova.link.v1.ListenerTls;
import nova.local.agent.AgentCommand;
import nova.local.agent.OfflineConfig;
import nova.local.agent.OfflineNode;
import nova.local.bench.Peer;
import nova.local.bench.TestCertificate;

/**
 * Our agent, as it is shipped, serving its last good config with no control plane in reach,
 * telemetry and spool included. One I/O thread: it sees one processor. Without TLS when the agent
 * refuses it.
 */
final class NovaPeer {
  private NovaPeer() {}

  static Peer on(Path data, int port, int tlsPort, int backend, TestCertificate certificate)
      throws IOException {
    Adc.Builder adc =
        OfflineConfig.adc(OfflineConfig.route(), OfflineConfig.pool(backend))
            .addListeners(OfflineConfig.listener(port));
    if (tlsPort != 0) {
      adc.addListeners(https(tlsPort, certificate));
    }
    if (tlsPort != 0 && !OfflineNode.problems(OfflineConfig.node(1, adc)).isEmpty()) {
      System.err.println("nova: " + OfflineNode.problems(OfflineConfig.node(1, adc)));
      return on(data, port, 0, backend, certificate);
    }
    OfflineNode.ship(data, OfflineConfig.node(1, adc));
    Path home = AgentCommand.homeIn(Path.of(System.getProperty("nova.root")));
    return new Peer(
        "nova",
        port,
        tlsPort,
        new AgentCommand(home, OfflineNode.NO_CONTROL_PLANE, data).words(List.of()),
        Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  private static Listener.Builder https(int port, TestCertificate certificate) {
    CertificateFiles.Builder files =
        CertificateFiles.newBuilder()
            .setCertificatePath(certificate.certificate().toString())
            .setKeyPath(certificate.key().toString());
    return OfflineConfig.listener(port)
        .setProtocol(Listener.Protocol.HTTPS)
        .setTls(ListenerTls.newBuilder().addCertificates(files));
  }
}
