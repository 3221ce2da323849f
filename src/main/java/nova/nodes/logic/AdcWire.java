package nova.nodes.logic;

import com.google.protobuf.ByteString;
import nova.link.v1.Adc;
import nova.link.v1.CertificateFiles;
import nova.link.v1.ClientLimits;
import nova.link.v1.Condition;
import nova.link.v1.ErrorPage;
import nova.link.v1.HeaderChange;
import nova.link.v1.Listener;
import nova.link.v1.ListenerTls;
import nova.link.v1.Redirect;
import nova.link.v1.Rewrite;
import nova.link.v1.Route;
import nova.link.v1.TcpRoute;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.Limits;
import nova.nodes.document.Route.PathMatch;
import nova.nodes.store.AdcRows.Keyed;

/**
 * An ADC in the wire's words, but for its pools. What the document leaves out the wire leaves out.
 */
final class AdcWire {
  private AdcWire() {}

  static Adc of(Keyed from) {
    AdcDocument document = from.document();
    var adc = Adc.newBuilder().setId(from.id().toString()).setName(document.name());
    document.listeners().forEach(it -> adc.addListeners(listener(it)));
    document.routes().forEach(it -> adc.addRoutes(route(it)));
    document.pools().forEach(it -> adc.addPools(PoolWire.of(it)));
    document.errorPages().forEach(it -> adc.addErrorPages(errorPage(it)));
    if (document.pools().stream().anyMatch(pool -> pool.stickiness() != null)) {
      // a secret goes where it is used, and nowhere else
      adc.setCookieKey(ByteString.copyFrom(from.cookieKey()));
    }
    return adc.setClientLimits(limits(document.limits())).build();
  }

  private static Listener.Builder listener(nova.nodes.document.Listener from) {
    var listener =
        Listener.newBuilder()
            .setAddress(from.address())
            .setPort(from.port())
            .setProtocol(protocol(from.protocol()))
            .setHttp2Off(!from.http2())
            .setProxyProtocol(from.proxyProtocol());
    if (from.tls() != null) {
      var tls = ListenerTls.newBuilder().setOnlyTls13(from.tls().onlyTls13());
      from.tls().certificates().forEach(it -> tls.addCertificates(files(it)));
      listener.setTls(tls);
    }
    from.tcpRoutes()
        .forEach(
            it ->
                listener.addTcpRoutes(
                    TcpRoute.newBuilder()
                        .setId(it.name())
                        .addAllServerNames(it.serverNames())
                        .setPoolId(it.pool())));
    return listener;
  }

  private static Listener.Protocol protocol(nova.nodes.document.Listener.Protocol protocol) {
    return switch (protocol) {
      case HTTP -> Listener.Protocol.HTTP;
      case HTTPS -> Listener.Protocol.HTTPS;
      case TCP -> Listener.Protocol.TCP;
    };
  }

  static CertificateFiles.Builder files(nova.nodes.document.CertificateFiles from) {
    return CertificateFiles.newBuilder()
        .setCertificatePath(from.certificatePath())
        .setKeyPath(from.keyPath());
  }

  private static Route.Builder route(nova.nodes.document.Route from) {
    var route = Route.newBuilder().setId(from.name());
    switch (from.path()) {
      case PathMatch.Prefix(var text) -> route.setPathPrefix(text);
      case PathMatch.Exact(var text) -> route.setPathExact(text);
      case PathMatch.Template(var text) -> route.setPathTemplate(text);
    }
    route.addAllHosts(from.hosts()).addAllMethods(from.methods());
    from.headers().forEach(it -> route.addHeaders(condition(it)));
    from.cookies().forEach(it -> route.addCookies(condition(it)));
    if (from.pool() != null) {
      route.setPoolId(from.pool());
    }
    if (from.rewrite() != null) {
      route.setRewrite(rewrite(from.rewrite()));
    }
    if (from.redirect() != null) {
      route.setRedirect(
          Redirect.newBuilder()
              .setStatus(from.redirect().status())
              .setLocation(from.redirect().location()));
    }
    if (from.retry() != null) {
      route.setRetry(FailureWire.retry(from.retry()));
    }
    return route;
  }

  static Condition.Builder condition(nova.nodes.document.Condition from) {
    return Condition.newBuilder()
        .setName(from.name())
        .addAllValues(from.values())
        .setNegated(from.negated());
  }

  private static Rewrite.Builder rewrite(nova.nodes.document.Route.Rewrite from) {
    var rewrite = Rewrite.newBuilder();
    if (from.path() != null) {
      rewrite.setPath(from.path());
    }
    if (from.host() != null) {
      rewrite.setHost(from.host());
    }
    from.requestHeaders().forEach(it -> rewrite.addRequestHeaders(headerChange(it)));
    from.responseHeaders().forEach(it -> rewrite.addResponseHeaders(headerChange(it)));
    return rewrite;
  }

  private static HeaderChange.Builder headerChange(nova.nodes.document.HeaderChange from) {
    var action =
        switch (from.action()) {
          case SET -> HeaderChange.Action.SET;
          case ADD -> HeaderChange.Action.ADD;
          case REMOVE -> HeaderChange.Action.REMOVE;
        };
    return HeaderChange.newBuilder().setAction(action).setName(from.name()).setValue(from.value());
  }

  private static ErrorPage.Builder errorPage(nova.nodes.document.ErrorPage from) {
    var page =
        ErrorPage.newBuilder()
            .setStatusFrom(from.statusFrom())
            .setStatusTo(from.statusTo())
            .setHtml(from.html())
            .setJson(from.json());
    if (from.retryAfterSeconds() != null) {
      page.setRetryAfterSeconds(from.retryAfterSeconds());
    }
    return page;
  }

  private static ClientLimits.Builder limits(Limits limits) {
    return ClientLimits.newBuilder()
        .setMaxHeaderBytes(limits.maxHeaderBytes())
        .setMaxHeaders(limits.maxHeaders())
        .setMaxBodyBytes(limits.maxBodyBytes())
        .setHeaderTimeoutMillis(limits.headerTimeoutMillis())
        .setIdleTimeoutMillis(limits.idleTimeoutMillis())
        .setBodyIdleTimeoutMillis(limits.bodyIdleTimeoutMillis())
        .setMaxConnections(limits.maxConnections());
  }
}
