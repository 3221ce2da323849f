package nova.nodes.document;

import org.jspecify.annotations.Nullable;

/**
 * TLS towards servers.
 *
 * @param serverName asked for and verified; null: the server's host
 * @param caPem certificates that sign servers; null: the node's own trust store
 * @param clientCertificate for servers that ask
 * @param verify off: encrypted, not authenticated
 */
public record ServerTls(
    @Nullable String serverName,
    @Nullable String caPem,
    @Nullable CertificateFiles clientCertificate,
    boolean verify) {}
