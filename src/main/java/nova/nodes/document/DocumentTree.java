package nova.nodes.document;

import java.util.Map;
import nova.nodes.document.Listener.TcpRoute;
import nova.nodes.document.Listener.Tls;
import nova.nodes.document.Route.PathMatch;
import nova.nodes.document.Route.Redirect;
import nova.nodes.document.Route.Rewrite;

/**
 * The JSON form of a document, in the API as in the database, made of maps, lists, texts, numbers
 * and truth values. Reading it is each edge's own business.
 */
public final class DocumentTree {
  private DocumentTree() {}

  public static Map<String, Object> of(AdcDocument document) {
    var tree = Tree.of("name", document.name());
    var nodes = document.nodeIds();
    if (nodes != null) {
      tree.put("nodeIds", nodes.stream().map(Object::toString).toList());
    }
    return tree.put("listeners", Tree.all(document.listeners(), DocumentTree::listener))
        .put("routes", Tree.all(document.routes(), DocumentTree::route))
        .put("pools", Tree.all(document.pools(), PoolTree::of))
        .parts("errorPages", document.errorPages(), DocumentTree::errorPage)
        .put("limits", limits(document.limits()).done())
        .done();
  }

  private static Tree listener(Listener listener) {
    return Tree.of("address", listener.address())
        .put("port", listener.port())
        .word("protocol", listener.protocol())
        .part("tls", listener.tls(), DocumentTree::tls)
        .flag("http2", listener.http2(), true)
        .flag("proxyProtocol", listener.proxyProtocol(), false)
        .parts("tcpRoutes", listener.tcpRoutes(), DocumentTree::tcpRoute);
  }

  private static Tree tls(Tls tls) {
    return Tree.of("certificates", Tree.all(tls.certificates(), DocumentTree::files))
        .flag("onlyTls13", tls.onlyTls13(), false);
  }

  static Tree files(CertificateFiles files) {
    return Tree.of("certificatePath", files.certificatePath()).put("keyPath", files.keyPath());
  }

  private static Tree tcpRoute(TcpRoute route) {
    return Tree.of("name", route.name())
        .items("serverNames", route.serverNames())
        .put("pool", route.pool());
  }

  private static Tree route(Route route) {
    var tree = Tree.of("name", route.name());
    switch (route.path()) {
      case PathMatch.Prefix(var text) -> tree.put("pathPrefix", text);
      case PathMatch.Exact(var text) -> tree.put("pathExact", text);
      case PathMatch.Template(var text) -> tree.put("pathTemplate", text);
    }
    return tree.items("hosts", route.hosts())
        .items("methods", route.methods())
        .parts("headers", route.headers(), DocumentTree::condition)
        .parts("cookies", route.cookies(), DocumentTree::condition)
        .maybe("pool", route.pool())
        .part("rewrite", route.rewrite(), DocumentTree::rewrite)
        .part("redirect", route.redirect(), DocumentTree::redirect)
        .part("retry", route.retry(), PoolTree::retry);
  }

  static Tree condition(Condition condition) {
    return Tree.of("name", condition.name())
        .items("values", condition.values())
        .flag("negated", condition.negated(), false);
  }

  private static Tree rewrite(Rewrite rewrite) {
    return new Tree()
        .maybe("path", rewrite.path())
        .maybe("host", rewrite.host())
        .parts("requestHeaders", rewrite.requestHeaders(), DocumentTree::headerChange)
        .parts("responseHeaders", rewrite.responseHeaders(), DocumentTree::headerChange);
  }

  private static Tree headerChange(HeaderChange change) {
    return new Tree()
        .word("action", change.action())
        .put("name", change.name())
        .text("value", change.value());
  }

  private static Tree redirect(Redirect redirect) {
    return Tree.of("status", redirect.status()).put("location", redirect.location());
  }

  private static Tree errorPage(ErrorPage page) {
    return Tree.of("statusFrom", page.statusFrom())
        .put("statusTo", page.statusTo())
        .text("html", page.html())
        .text("json", page.json())
        .maybe("retryAfterSeconds", page.retryAfterSeconds());
  }

  private static Tree limits(Limits limits) {
    return Tree.of("maxHeaderBytes", limits.maxHeaderBytes())
        .put("maxHeaders", limits.maxHeaders())
        .put("maxBodyBytes", limits.maxBodyBytes())
        .put("headerTimeoutMillis", limits.headerTimeoutMillis())
        .put("idleTimeoutMillis", limits.idleTimeoutMillis())
        .put("bodyIdleTimeoutMillis", limits.bodyIdleTimeoutMillis())
        .put("maxConnections", limits.maxConnections());
  }
}
