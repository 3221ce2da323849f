package nova.nodes.store;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.CertificateFiles;
import nova.nodes.document.Condition;
import nova.nodes.document.DocumentTree;
import nova.nodes.document.ErrorPage;
import nova.nodes.document.HeaderChange;
import nova.nodes.document.Limits;
import nova.nodes.document.Listener;
import nova.nodes.document.Listener.Protocol;
import nova.nodes.document.Listener.TcpRoute;
import nova.nodes.document.Listener.Tls;
import nova.nodes.document.Route;
import nova.nodes.document.Route.PathMatch;
import nova.nodes.document.Route.Redirect;
import nova.nodes.document.Route.Rewrite;

/** The document as the database keeps it. Those of every earlier version of Nova are still read. */
public final class StoredDocument {
  private StoredDocument() {}

  public static String write(AdcDocument document) {
    return Json.createObjectBuilder(DocumentTree.of(document)).build().toString();
  }

  public static AdcDocument read(JsonObject object) {
    var json = new StoredJson(object);
    var nodeIds =
        object.containsKey("nodeIds")
            ? json.texts("nodeIds").stream().map(id -> new NodeId(UUID.fromString(id))).toList()
            : null;
    return new AdcDocument(
        json.text("name"),
        nodeIds,
        json.parts("listeners", StoredDocument::listener),
        json.parts("routes", StoredDocument::route),
        json.parts("pools", StoredPool::read),
        json.parts("errorPages", StoredDocument::errorPage),
        limits(new StoredJson(object.getJsonObject("limits"))));
  }

  private static Listener listener(StoredJson json) {
    return new Listener(
        json.text("address"),
        json.number("port"),
        json.word("protocol", Protocol.class),
        json.part("tls", StoredDocument::tls),
        json.flag("http2", true),
        json.flag("proxyProtocol", false),
        json.parts(
            "tcpRoutes",
            it -> new TcpRoute(it.text("name"), it.texts("serverNames"), it.text("pool"))));
  }

  private static Tls tls(StoredJson json) {
    return new Tls(
        json.parts("certificates", StoredDocument::files), json.flag("onlyTls13", false));
  }

  static CertificateFiles files(StoredJson json) {
    return new CertificateFiles(json.text("certificatePath"), json.text("keyPath"));
  }

  private static Route route(StoredJson json) {
    return new Route(
        json.text("name"),
        path(json),
        json.texts("hosts"),
        json.texts("methods"),
        json.parts("headers", StoredDocument::condition),
        json.parts("cookies", StoredDocument::condition),
        json.maybeText("pool"),
        json.part("rewrite", StoredDocument::rewrite),
        json.part("redirect", it -> new Redirect(it.number("status"), it.text("location"))),
        json.part("retry", StoredPool::retry));
  }

  private static PathMatch path(StoredJson json) {
    String exact = json.maybeText("pathExact");
    String template = json.maybeText("pathTemplate");
    if (exact != null) {
      return new PathMatch.Exact(exact);
    }
    return template != null
        ? new PathMatch.Template(template)
        : new PathMatch.Prefix(json.text("pathPrefix"));
  }

  static Condition condition(StoredJson json) {
    return new Condition(json.text("name"), json.texts("values"), json.flag("negated", false));
  }

  private static Rewrite rewrite(StoredJson json) {
    return new Rewrite(
        json.maybeText("path"),
        json.maybeText("host"),
        json.parts("requestHeaders", StoredDocument::headerChange),
        json.parts("responseHeaders", StoredDocument::headerChange));
  }

  private static HeaderChange headerChange(StoredJson json) {
    return new HeaderChange(
        json.word("action", HeaderChange.Action.class),
        json.text("name"),
        json.textOr("value", ""));
  }

  private static ErrorPage errorPage(StoredJson json) {
    return new ErrorPage(
        json.number("statusFrom"),
        json.number("statusTo"),
        json.textOr("html", ""),
        json.textOr("json", ""),
        json.maybeNumber("retryAfterSeconds"));
  }

  private static Limits limits(StoredJson json) {
    return new Limits(
        json.number("maxHeaderBytes"),
        json.number("maxHeaders"),
        json.longNumber("maxBodyBytes"),
        json.number("headerTimeoutMillis"),
        json.number("idleTimeoutMillis"),
        json.number("bodyIdleTimeoutMillis"),
        json.number("maxConnections"));
  }
}
