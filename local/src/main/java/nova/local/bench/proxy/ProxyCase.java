package nova.local.bench.proxy;

import java.util.List;
import java.util.Locale;
import nova.local.bench.Peer;

/**
 * One thing measured.
 *
 * @param id for {@code --cases}
 * @param path of the server; what is posted there is {@link #POST_BYTES} long
 * @param connections of visitors, kept alive
 */
record ProxyCase(String id, String name, Wire wire, String path, boolean post, int connections) {
  static final int POST_BYTES = 16_384;

  /** Requests each connection has open at a time. */
  static final int HTTP2_STREAMS = 8;

  /** What visitors speak; servers are spoken to in HTTP/1.1. */
  enum Wire {
    HTTP1,
    HTTP1_TLS,
    HTTP2_TLS
  }

  static final List<ProxyCase> ALL =
      List.of(
          get("1k-32", "1 KB, 32 connections", Wire.HTTP1, "/1k", 32),
          get("1k-64", "1 KB, 64 connections", Wire.HTTP1, "/1k", 64),
          get("1k-256", "1 KB, 256 connections", Wire.HTTP1, "/1k", 256),
          get("1k-1000", "1 KB, 1000 connections", Wire.HTTP1, "/1k", 1000),
          get("100k-32", "100 KB, 32 connections", Wire.HTTP1, "/100k", 32),
          get("100k-256", "100 KB, 256 connections", Wire.HTTP1, "/100k", 256),
          new ProxyCase("post-16k-64", "POST 16 KB, 64 connections", Wire.HTTP1, "/post", true, 64),
          get("tls-1k-32", "TLS 1 KB, 32 connections", Wire.HTTP1_TLS, "/1k", 32),
          get("tls-100k-32", "TLS 100 KB, 32 connections", Wire.HTTP1_TLS, "/100k", 32),
          get("h2-1k-32", "HTTP/2 1 KB, 32 × 8 streams", Wire.HTTP2_TLS, "/1k", 32),
          get("h2-100k-32", "HTTP/2 100 KB, 32 × 8 streams", Wire.HTTP2_TLS, "/100k", 32));

  private static ProxyCase get(String id, String name, Wire wire, String path, int connections) {
    return new ProxyCase(id, name, wire, path, false, connections);
  }

  boolean tls() {
    return wire != Wire.HTTP1;
  }

  /** Whether a proxy has a port for it. */
  boolean suits(Peer peer) {
    return !tls() || peer.tlsPort() != 0;
  }

  String without(String proxy) {
    return String.format(Locale.ROOT, "%-30s %-8s does not offer this yet", name, proxy);
  }

  String jsonWithout(String proxy) {
    return "{\"bench\":\"proxy\",\"id\":\"%s\",\"case\":\"%s\",\"proxy\":\"%s\",\"offered\":false}"
        .formatted(id, name, proxy);
  }

  String url(Peer peer) {
    return tls()
        ? "https://127.0.0.1:" + peer.tlsPort() + path
        : "http://127.0.0.1:" + peer.port() + path;
  }

  /** The same request without a proxy: what the server and the generators take by themselves. */
  ProxyCase direct() {
    return new ProxyCase(id, name, Wire.HTTP1, path, post, connections);
  }
}
