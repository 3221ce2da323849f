package nova.agent.upstream.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import nova.agent.certificates.CertificateKey;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own TLS server; answers each request on a connection with what it saw of the client.
 */
final class TlsServer implements AutoCloseable {

  /**
   * When the sessions of all connections were agreed upon: a resumed one is as old as its first.
   */
  final Set<Long> sessions = ConcurrentHashMap.newKeySet();

  final AtomicInteger connections = new AtomicInteger();
  final List<String> failures = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;
  private final SSLSocketFactory layers;
  private final String[] versions;
  private final boolean asks;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final String body;
  private final boolean farewell;

  TlsServer(CertificateKey own, @Nullable X509Certificate clients, String... versions)
      throws IOException, GeneralSecurityException {
    this(own, clients, "", true, versions);
  }

  /** With a body it answers without a length, and says farewell or not. */
  TlsServer(
      CertificateKey own,
      @Nullable X509Certificate clients,
      String body,
      boolean farewell,
      String... versions)
      throws IOException, GeneralSecurityException {
    this.body = body;
    this.farewell = farewell;
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store(clients));
    context.init(keys(own), trust.getTrustManagers(), null);
    layers = context.getSocketFactory();
    this.versions = versions;
    this.asks = clients != null;
    listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private static @Nullable KeyStore store(@Nullable X509Certificate authority)
      throws GeneralSecurityException, IOException {
    if (authority == null) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("a", authority);
    return store;
  }

  private static KeyManager[] keys(CertificateKey own)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private SSLSocket layer(Socket socket) throws IOException {
    SSLSocket over = (SSLSocket) layers.createSocket(socket, null, false);
    over.setUseClientMode(false);
    SSLParameters parameters = over.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    parameters.setNeedClientAuth(asks);
    over.setSSLParameters(parameters);
    if (versions.length > 0) {
      over.setEnabledProtocols(versions);
    }
    return over;
  }

  private void talk(Socket socket) {
    try (socket) {
      SSLSocket over = layer(socket);
      over.startHandshake();
      sessions.add(over.getSession().getCreationTime());
      while (head(over.getInputStream())) {
        if (!body.isEmpty()) {
          say(over, "HTTP/1.1 200 OK\r\n\r\n" + body);
          break;
        }
        String said = seen(over);
        say(over, "HTTP/1.1 200 OK\r\nContent-Length: " + said.length() + "\r\n\r\n" + said);
      }
      if (farewell) {
        over.close();
      }
    } catch (IOException failed) {
      failures.add(String.valueOf(failed.getMessage()));
      open.remove(socket);
    }
  }

  private static void say(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static boolean head(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      text.append((char) b);
    }
    return true;
  }

  private static String seen(SSLSocket socket) {
    ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
    String client;
    try {
      client = session.getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException none) {
      client = "nobody";
    }
    return session.getProtocol()
        + " sni="
        + session.getRequestedServerNames()
        + " client="
        + client
        + " alpn="
        + socket.getApplicationProtocol();
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
