package nova.nodes.document;

/**
 * PEM files on the node: a private key is never anywhere else.
 *
 * @param certificatePath the certificate, then the chain
 * @param keyPath PKCS #8, unencrypted
 */
public record CertificateFiles(String certificatePath, String keyPath) {}
