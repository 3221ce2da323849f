package nova.web.adcs;

import static nova.web.adcs.Sizes.MAX_HOST;
import static nova.web.adcs.Sizes.MAX_NAME;
import static nova.web.adcs.Sizes.MAX_PATH;

import java.util.List;
import nova.nodes.document.CertificateFiles;
import nova.nodes.document.Listener;
import nova.nodes.document.Listener.Protocol;
import nova.nodes.document.Listener.TcpRoute;
import nova.nodes.document.Listener.Tls;
import nova.nodes.document.Words;
import nova.web.json.JsonFields;

/** The part of a body that says where visitors come in. */
final class ListenerReading {
  private ListenerReading() {}

  static Listener listener(JsonFields json) {
    return new Listener(
        json.stringOr("address", 1, 45, "0.0.0.0"),
        json.integer("port", 1, 65_535),
        json.choiceOr("protocol", Words.of(Protocol.class), Protocol.HTTP),
        json.optionalObject("tls", ListenerReading::tls),
        json.boolOr("http2", true),
        json.boolOr("proxyProtocol", false),
        json.objectsIfAny("tcpRoutes", 200, ListenerReading::tcpRoute));
  }

  private static Tls tls(JsonFields json) {
    List<CertificateFiles> certificates =
        json.objects("certificates", 1, 100, ListenerReading::files);
    return new Tls(certificates, json.boolOr("onlyTls13", false));
  }

  static CertificateFiles files(JsonFields json) {
    return new CertificateFiles(
        json.string("certificatePath", 1, MAX_PATH), json.string("keyPath", 1, MAX_PATH));
  }

  private static TcpRoute tcpRoute(JsonFields json) {
    return new TcpRoute(
        json.label("name", 1, MAX_NAME),
        json.stringsIfAny("serverNames", 100, 1, MAX_HOST),
        json.label("pool", 1, MAX_NAME));
  }
}
