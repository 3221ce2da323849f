package nova.agent.certificates;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one listener, chosen by the name a visitor asks for (SNI, RFC 6066): exact
 * before wildcard, the first when none fits. They can be replaced while handshakes go on.
 *
 * <p>The name is the engine's peer host: whoever makes the engine has read it, and not every
 * implementation of TLS tells it to a key manager.
 */
public final class ServerIdentities extends X509ExtendedKeyManager {
  private static final int DNS_NAME = 2;

  private record Identity(CertificateKey pair, List<String> names) {
    boolean names(String host) {
      return names.contains(host);
    }

    boolean covers(String host) {
      int dot = host.indexOf('.');
      return dot > 0 && names.contains("*" + host.substring(dot));
    }

    boolean fits(String keyType) {
      String kind = pair.key().getAlgorithm();
      return keyType.startsWith(kind) || (kind.equals("EC") && keyType.startsWith("EC"));
    }
  }

  private volatile List<Identity> identities = List.of();

  public ServerIdentities(List<CertificateKey> pairs) {
    replace(pairs);
  }

  /** New handshakes see these. */
  public void replace(List<CertificateKey> pairs) {
    List<Identity> next = new ArrayList<>();
    for (CertificateKey pair : pairs) {
      next.add(new Identity(pair, names(pair.chain().getFirst())));
    }
    identities = List.copyOf(next);
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> name : all) {
          if (name.getFirst().equals(DNS_NAME)) {
            names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
          }
        }
      }
    } catch (CertificateParsingException unreadable) {
      return List.of(); // still good for visitors that name nobody
    }
    return List.copyOf(names);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    List<Identity> known = identities;
    int best = -1;
    String host = engine.getPeerHost() == null ? "" : engine.getPeerHost();
    for (int i = known.size() - 1; i >= 0; i--) {
      Identity each = known.get(i);
      if (each.fits(keyType) && rank(each, host) >= (best < 0 ? 0 : rank(known.get(best), host))) {
        best = i;
      }
    }
    return best < 0 ? null : Integer.toString(best);
  }

  private static int rank(Identity identity, String host) {
    return identity.names(host) ? 2 : identity.covers(host) ? 1 : 0;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return pair(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return pair(alias).key();
  }

  private CertificateKey pair(String alias) {
    return identities.get(Integer.parseInt(alias)).pair();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
