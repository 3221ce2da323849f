package nova.agent.upstream.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a customer says about TLS to the servers of a pool.
 *
 * @param serverName asked for and verified; empty: the server's host
 * @param caPem certificates that sign servers; empty: those the node trusts
 * @param own shown to servers that ask
 * @param verify off: any certificate will do
 */
public record TlsPolicy(String serverName, String caPem, Optional<Files> own, boolean verify) {

  /** Paths of PEM files. */
  public record Files(Path certificate, Path key) {}
}
